"""A crawl of the whole site: every link, picture and fragment leads somewhere."""

import re
from pathlib import Path

from tests.workbench.audit.node_tools import run_json
from tests.workbench.audit.report import Row


def judge(address: str, *, modules: Path) -> list[Row]:
    """Return what is broken among the site's own addresses; others are not fetched."""
    command = [
        str(modules / ".bin" / "linkinator"), f"{address}/", "--recurse", "--check-fragments",
        "--check-css", "--format", "json", "--concurrency", "4",
        # Of the search no second filter: each leads on to every other.
        "--skip", rf"^(?!{re.escape(address)})|/search/[^?]*\?[^#]*&",
    ]  # fmt: skip
    links = run_json(command)["links"]
    checked = [each for each in links if each["state"] != "SKIPPED"]
    broken = [
        f"{each['url']} in {each.get('parent')}" for each in checked if each["state"] == "BROKEN"
    ]
    rows = [Row("broken link", "site", each.replace(address, ""), False) for each in broken]
    return rows or [Row("links", "site", f"{len(checked)} checked, none broken", bool(checked))]
