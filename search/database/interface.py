"""Defines what the search asks of a database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from django.db.models import Expression, Q, QuerySet

# What engines hand to their statements.
Values = list[str | float | list[str]]

BEST_FIRST, NEWEST_FIRST, NO_ORDER = "best", "newest", ""


@dataclass(frozen=True)
class Group:
    """Rows of tokens, one of which must occur; `weight` counts in the ranking.

    Or a token that begins like one of `begun`.
    """

    sequences: tuple[tuple[str, ...], ...]
    weight: float
    begun: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows of more than one token, which must stand in this order."""
        return tuple(tokens for tokens in self.sequences if len(tokens) > 1)

    @property
    def words(self) -> "Group":
        """Return this group without its phrases."""
        return replace(self, sequences=tuple(row for row in self.sequences if len(row) == 1))


@dataclass(frozen=True)
class Match:
    """What pages must hold: all groups or any, and nothing of `excluded`.

    `place` is `title`, `heading` (titles too), `head` (teasers and topics too), `code` or empty
    for anywhere; an engine may take the third for the second. `among` selects page ids, where
    not all pages count.
    """

    groups: Sequence[Group]
    excluded: Sequence[Group] = ()
    place: str = ""
    needs_all: bool = True
    among: QuerySet | None = None
    order: str = BEST_FIRST
    limit: int = 100


class Engine(Protocol):
    """One database's way to find pages and words."""

    # Pages with some of the terms that are ranked in Python: more where the order is rougher.
    most_partial: int

    def find(self, match: Match) -> list[int]:
        """Return the ids of pages that match, in the match's order."""
        ...

    def beginning(self, field: str, prefix: Expression) -> Q:
        """Return the condition that a field begins with a prefix, as an index can look it up."""
        ...

    def rebuild(self) -> None:
        """Make anew what the engine keeps beside the tables."""
        ...

    def settle(self) -> None:
        """Put in order what many writes left for later, so that reads cost what they should."""
        ...

    def find_faults(self) -> list[str]:
        """Return what is wrong with what the engine keeps, a line each."""
        ...
