"""`make exchange-bench`: what an import keeps of archives, judged beside independent renderers.

Writes the report to standard output and to var/exchange/report.md, the misses to misses.txt.
`ARGS="--only hugo jekyll"` judges some archives, `ARGS="--load 1000"` what so many posts cost.
`--round-trip` exports what was imported, imports that into an empty site, and compares its export.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import Any

from tests.workbench.bench.exchange import (
    ghost_site,
    hugo_site,
    jekyll_site,
    load,
    material,
    notebooks_site,
    plain,
    report,
    round_trip,
    wordpress_site,
)
from tests.workbench.bench.exchange.archives import Archive
from tests.workbench.bench.exchange.comparing import Tally, compare

FOLDER = Path("var/exchange")
ARCHIVES = ("plain", "hugo", "jekyll", "wordpress", "ghost", "notebooks")
NEEDED = {
    "plain": ("cmark-gfm", "pandoc"),
    "hugo": (),
    "jekyll": ("jekyll",),
    "wordpress": ("php", "mariadb"),
    "ghost": (),
    "notebooks": ("cmark-gfm", "pandoc"),
}
# Of the material, one part is Hugo's and two are Jekyll's, which takes fewer of the texts.
PARTS = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=ARCHIVES, default=ARCHIVES)
    parser.add_argument("--sample", type=int, default=1, help="of the texts, one in so many")
    parser.add_argument("--again", action="store_true", help="read what was imported once more")
    parser.add_argument("--round-trip", action="store_true", help="out, in, and out again, too")
    parser.add_argument("--load", type=int, metavar="POSTS", help="what so many posts cost")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    if options.load:
        load.main(FOLDER.resolve(), options.load)
        return
    for command in (command for name in options.only for command in NEEDED[name]):
        if not which(command):
            sys.exit(f"{command} is needed: apt-get install {command}")
    judged = [
        _judged(_archive(name, options.sample), is_again=options.again) for name in options.only
    ]
    text = "\n".join(report.report(judged))
    (FOLDER / "report.md").write_text(text + "\n")
    (FOLDER / "misses.txt").write_text("\n".join(report.misses(judged)) + "\n")
    print(text)  # noqa: T201
    if options.round_trip:
        _compare_exports(options.only)


def _compare_exports(names: list[str]) -> None:
    trips = [round_trip.round_trip(name, FOLDER.resolve()) for name in (*names, round_trip.STARTER)]
    text = "\n".join(round_trip.report(trips))
    (FOLDER / "round-trip.md").write_text(text + "\n")
    print(text)  # noqa: T201


def _archive(name: str, sample: int) -> Archive:
    if name == "wordpress":
        return wordpress_site.archive(FOLDER.resolve())
    if name == "ghost":
        return ghost_site.archive(FOLDER.resolve())
    if name == "notebooks":
        notebooks = notebooks_site.fetch(FOLDER).resolve()
        return notebooks_site.archive(notebooks, FOLDER.resolve(), sample=sample)
    posts = material.fetch(FOLDER).resolve()
    match name:
        case "hugo":
            hugo = material.fetch_hugo(FOLDER).absolute()
            texts = material.texts_without(hugo_site.MARKS, posts, parts={0}, of=PARTS * sample)
            return hugo_site.archive(FOLDER.resolve(), list(texts), hugo)
        case "jekyll":
            texts = material.texts_without(
                jekyll_site.MARKS, posts, parts={1, 2}, of=PARTS * sample
            )
            return jekyll_site.archive(FOLDER.resolve(), list(texts))
        case _:
            return plain.archive(posts, FOLDER.resolve(), sample=sample)


def _judged(archive: Archive, *, is_again: bool) -> tuple[Archive, dict[str, Tally]]:
    return archive, compare(archive, read_by_child(archive, is_again=is_again))


def read_by_child(archive: Archive, *, is_again: bool) -> dict[str, Any]:
    """Import an archive into a new database, in a process of its own; return what is read there."""
    order, answer = FOLDER / f"{archive.name}-order.json", FOLDER / f"{archive.name}-read.json"
    addresses = [path for post in archive.posts.values() for path in post.addresses]
    order.write_text(
        json.dumps(
            {
                "folder": str(archive.folder),
                "was": archive.was,
                "addresses": addresses,
                "shown": [path for path, post in archive.posts.items() if not post.hidden],
                "is_again": is_again,
                "kept": str(FOLDER / f"{archive.name}-remarks.json"),
                "answer": str(answer),
            }
        )
    )
    environment = os.environ | {
        "EXCHANGE_ARCHIVE": archive.name,
        "DJANGO_SETTINGS_MODULE": "tests.workbench.bench.exchange.settings",
    }
    subprocess.run(
        [sys.executable, "-m", "tests.workbench.bench.exchange.child", order],
        env=environment,
        check=True,
    )
    return json.loads(answer.read_text())


if __name__ == "__main__":
    main()
