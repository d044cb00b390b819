"""Reads BibTeX that others wrote, and prints what became of it.

`python -m tests.workbench.bench.citations DIR` fetches pinned source distributions into DIR and
reads every `.bib` file in them: by type of entry, how many were read, how many of these something
was changed or left out in, and how many could not be read and were named. Each is written as BibTeX
and read again, which must give the same. `--show N` prints N of them, spread over the types, in
both styles; `--changes` what was told, the most frequent first.
"""

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import django

from blog.bibliography.bibliography import Bibliography
from blog.bibliography.library import AUTHOR_DATE, NUMBERED
from blog.bibliography.styles import loaded
from blog.citations.formats.bibtex import read_bibtex
from blog.citations.formats.bibtex_file import read_entries
from blog.citations.formats.bibtex_writing import write_bibtex
from blog.citations.formats.reading import MAX_LIBRARY, Reading, ReadSource
from tests.workbench.bench.fetch_markdown import fetched, unearth, unpack

SOURCES = {
    "bibmanager==1.4.14": "73ecc6ff9c5e58ff22db0294ded735eb82d280bc3cf667b0035a84e162855692",
    "citeproc-py==0.11.1": "f2f9a64cd980706a0cac5deb7579e6f8acc87ce0140520cc9f30262d20c35307",
    "mdanalysis==2.11.0": "aee95dc08d55169c58adbeb2980ff4a39b153bf85f55f291c6c0f7b8226223b0",
    "pybamm==26.10.1.1": "f7a2b2d48abb5089d50175fb5aaea67737bf057d42a562b67ed894e83d0abad7",
    "pybtex==0.26.1": "2e5543bea424e60e9e42eef70bff597be48649d8f68ba061a7a092b2477d5464",
    "pysal==26.1": "84616c5152d04779d3f770c7c1c22076118bc722c5cfa506777837cd8ab9e40a",
    "sphinxcontrib-bibtex==2.7.0": (
        "fee700f7aae29bb8f654c62913f00d34ac44fc0b8ca0fa67ac922ff4453addee"
    ),
    "sunpy==7.0.5": "164074dacfdf72db2de6db80cea6897b5e9285db38c50a0e841c6b0548ec4020",
}
TOLD = 40


def main() -> int:
    """Print the table, and what was asked for beside it; fail where an entry is lost in silence."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--changes", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    tally = Tally()
    for path in files(options.folder):
        tally.add(path.read_text(encoding="utf-8", errors="replace"))
    report = [*tally.table()]
    if options.changes:
        report += [f"{count:6}  {change}" for change, count in tally.told.most_common(TOLD)]
    report += in_both_styles(chosen_of(tally.by_type, options.show))
    print("\n".join(report))  # noqa: T201  (this is a command)
    return 1 if tally.lost or tally.altered else 0


def files(folder: Path) -> Iterator[Path]:
    """Yield the `.bib` files of all distributions, which are fetched where they are missing."""
    archives, unpacked = folder / "archives", folder / "files"
    archives.mkdir(parents=True, exist_ok=True)
    for requirement, checksum in SOURCES.items():
        unpack(fetched(requirement, checksum, archives, unearth), unpacked, {".bib"})
    yield from sorted(unpacked.rglob("*.bib"))


class Tally:
    """What became of entries, by their types; the same entry of several files counts once."""

    def __init__(self) -> None:
        self.by_type: dict[str, list[ReadSource]] = defaultdict(list)
        self.unread: Counter[str] = Counter()
        self.told: Counter[str] = Counter()
        self.lost = self.altered = 0
        self._seen: set[str] = set()

    def add(self, text: str) -> None:
        """Read a file, each of its entries by itself known by its type."""
        reading = read_bibtex(text, most=MAX_LIBRARY)
        types = {raw.line: raw.type for raw in read_entries(text, Reading(""), MAX_LIBRARY)}
        for source in reading.sources:
            self._add_source(types.pop(source.place), source)
        for entry in reading.unread:
            self.unread[types.pop(entry.place, "(broken off)")] += 1
        self.lost += len(types)

    def _add_source(self, kind: str, source: ReadSource) -> None:
        if (said := repr(source)) in self._seen:
            return
        self._seen.add(said)
        self.by_type[kind].append(source)
        self.told.update(source.changes)
        again = read_bibtex(write_bibtex([{"id": source.key, **source.record}])).sources
        self.altered += [each.record for each in again] != [source.record]

    def table(self) -> Iterator[str]:
        """Yield a line for each type, the most frequent first, and the sums."""
        yield f"{'type':16}{'read':>7}{'changed':>9}{'named':>7}"
        for kind in sorted(
            {*self.by_type, *self.unread}, key=lambda kind: -len(self.by_type[kind])
        ):
            read = self.by_type[kind]
            changed = sum(bool(source.changes) for source in read)
            yield f"@{kind:15}{len(read):7}{changed:9}{self.unread[kind]:7}"
        total = sum(map(len, self.by_type.values()))
        yield f"{total} read, {self.unread.total()} named as unreadable, {self.lost} lost,"
        yield f"{self.altered} otherwise once written as BibTeX and read again"


def chosen_of(by_type: dict[str, list[ReadSource]], count: int) -> list[ReadSource]:
    """Return some sources, taken in turn from each type."""
    turns = zip_longest(*by_type.values())
    return [source for turn in turns for source in turn if source is not None][:count]


def in_both_styles(sources: list[ReadSource]) -> Iterator[str]:
    """Yield the entries of a list of references, in one style and in the other."""
    items = [{"id": source.key, **source.record} for source in sources]
    for style in (AUTHOR_DATE, NUMBERED) if items else ():
        yield f"\n{style}"
        with loaded(style, "en") as csl:
            bibliography = Bibliography(items, csl)
            for entry in bibliography:
                yield f"[{entry.number}] {bibliography.entry_words(entry)}  ({entry.key})"


if __name__ == "__main__":
    sys.exit(main())
