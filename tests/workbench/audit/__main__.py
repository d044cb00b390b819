"""`make audit`: the starter site before independent judges, and one table of what they say.

`--quick` runs Lighthouse once on two pages, only reports its performance and leaves axe to the
browser tests, as CI does.
`--screenshots DIR` shoots every page type besides. Ends with 1 where something will not do.
"""

import argparse
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.workbench.audit import (
    accessibility,
    lighthouse,
    links,
    markup,
    screenshots,
    weight,
)
from tests.workbench.audit.long_post import SLUG
from tests.workbench.audit.node_tools import Missing, install
from tests.workbench.audit.report import Row, table
from tests.workbench.audit.site import ROOT, executable, starter_site

LONG_POST = f"/blog/{SLUG}/"
PAGES = {**screenshots.PAGES, "long-post": LONG_POST}
SCORED = ("home", "listing", "long-post", "post-blocks", "tag", "author", "series")
QUICK = ("home", "long-post")
UNLISTED = ("search", "404")
CACHE = ROOT / "var" / "audit"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--screenshots", type=Path, metavar="DIR")
    options = parser.parse_args(arguments)
    try:
        modules = install(CACHE / "node")
        if not executable():
            raise Missing("The audit needs Chromium.")
    except Missing as error:
        sys.stderr.write(f"{error}\n")
        return 1
    with TemporaryDirectory() as folder, starter_site(Path(folder)) as address:
        rows = list(judged(address, modules, is_quick=options.quick))
        if options.screenshots:
            screenshots.main(address, options.screenshots, [])
    sys.stdout.write(f"\n{table(rows)}\n")
    return 1 if any(row.is_met is False for row in rows) else 0


def judged(address: str, modules: Path, *, is_quick: bool) -> Iterator[Row]:
    """Yield what every judge says."""
    say("HTML")
    yield from markup.judge(
        {name: fetch(address + path) for name, path in PAGES.items()}, modules=modules
    )
    say("links")
    yield from links.judge(address, modules=modules)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=screenshots.ARGUMENTS
        )
        say("weight")
        yield from weight.judge(browser, address, LONG_POST)
        if not is_quick:
            say("axe")
            yield from accessibility.judge(browser, address, PAGES, modules=modules)
        browser.close()
    for name in QUICK if is_quick else SCORED:
        say(f"Lighthouse: {name}")
        runs = 1 if is_quick else lighthouse.RUNS
        yield from lighthouse.judge(
            address + PAGES[name], name, modules=modules, runs=runs, with_speed=not is_quick
        )
    for name in () if is_quick else UNLISTED:
        say(f"Lighthouse: {name}")
        yield from lighthouse.judge_unlisted(address + PAGES[name], name, modules=modules)


def fetch(address: str) -> str:
    """Return a page's HTML, that of an error page too."""
    try:
        with urllib.request.urlopen(address) as response:
            return response.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def say(what: str) -> None:
    sys.stderr.write(f"{what} …\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
