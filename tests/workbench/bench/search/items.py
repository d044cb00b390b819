"""The known items: queries, and the post that each is meant to find."""

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from hashlib import sha256
from pathlib import Path

KINDS = ("title", "typo", "prefix", "body", "code", "question")
ITEMS = Path(__file__).with_name("known_items.tsv")


@dataclass(frozen=True)
class Item:
    """A query of a kind (which no engine is told) and the path of the file it should find."""

    kind: str
    query: str
    path: str


def read_items(file: Path = ITEMS) -> list[Item]:
    with file.open(newline="") as lines:
        return [Item(**row) for row in csv.DictReader(lines, dialect="excel-tab")]


def write_items(items: Iterable[Item], file: Path = ITEMS) -> None:
    with file.open("w", newline="") as lines:
        writer = csv.writer(lines, dialect="excel-tab", lineterminator="\n")
        writer.writerow(field.name for field in fields(Item))
        writer.writerows(map(astuple, items))


def split(items: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    """Return the half to tune on and the half held out, each with half of every kind.

    A query's hash decides, so that neither its order nor its neighbours do.
    """
    items = list(items)
    tuning: list[Item] = []
    held_out: list[Item] = []
    for kind in dict.fromkeys(item.kind for item in items):
        of_kind = sorted((item for item in items if item.kind == kind), key=_hash)
        middle = (len(of_kind) + 1) // 2
        tuning += of_kind[:middle]
        held_out += of_kind[middle:]
    return tuning, held_out


def _hash(item: Item) -> str:
    return sha256(item.query.encode()).hexdigest()


def items_file(corpus: str) -> Path:
    """Return the file of the known items of a corpus beside the first."""
    return ITEMS.with_name(f"{corpus}_items.tsv")


def questions_file(corpus: str) -> Path:
    """Return the file of the questions that were written by hand for such a corpus."""
    return ITEMS.with_name(f"{corpus}_questions.tsv")
