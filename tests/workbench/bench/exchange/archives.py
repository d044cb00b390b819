"""Defines an archive to be judged: its folder, and what its old site showed of each post."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

Counts = dict[str, Counter[str]]


@dataclass
class Expected:
    """One post as its old site showed it; `addresses` are paths that lead to it.

    A post that nobody saw there has no counts, and `hidden` says why it was not shown.
    """

    path: str
    date: str = ""
    hidden: str = ""
    addresses: tuple[str, ...] = ()
    counts: Counts = field(default_factory=dict)


@dataclass
class Archive:
    """A folder to import, what is expected of it by source path, and the old site's address."""

    name: str
    folder: Path
    posts: dict[str, Expected]
    was: str = ""


def day_of(number: int) -> str:
    """Return the day of an old site's post."""
    return f"20{10 + number % 14:02}-{1 + number % 12:02}-{1 + number % 28:02}"
