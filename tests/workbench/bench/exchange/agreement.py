"""Picks texts that a generator reads as their authors meant them: as cmark-gfm does.

A text of another dialect, such as MDX, is garbled by kramdown itself; nobody has it in an archive.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

from tests.workbench.bench.exchange import counting
from tests.workbench.bench.exchange.archives import Counts
from tests.workbench.bench.exchange.plain import cmark_html

# The rest is footnotes and abbreviations, which each spells in its way.
MOST_WORDS = 0.995


def read_alike(texts: list[str], folder: Path) -> Iterator[str]:
    """Yield the texts that Jekyll shows as cmark-gfm does."""
    built = _built(texts, folder)
    for number, text in enumerate(texts):
        if number in built and _is_alike(_counts(cmark_html(text)), _counts(built[number])):
            yield text


def _built(texts: list[str], folder: Path) -> dict[int, str]:
    site, target = folder / "agreement-site", folder / "agreement-built"
    rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    for number, text in enumerate(texts):
        (site / f"text-{number}.md").write_text(f"---\ntitle: Text\n---\n\n{text}")
    command = ["jekyll", "build", "--quiet", "--disable-disk-cache", "-s", site, "-d", target]
    subprocess.run(command, check=True)
    pages = target.glob("text-*.html")
    return {int(re.sub(r"\D", "", page.stem)): page.read_text() for page in pages}


def _counts(html: str) -> Counts:
    return counting.count(html, link=lambda _: None, picture=lambda _: None, formulas=())


def _is_alike(one: Counts, other: Counts) -> bool:
    kinds = ("code lines", "headings", "table rows")
    if any(one[kind] != other[kind] for kind in kinds):
        return False
    return (one["words"] & other["words"]).total() >= MOST_WORDS * max(
        one["words"].total(), other["words"].total()
    )
