"""Holds what a body is given to cite: sources by their keys, and the style they are written in."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

AUTHOR_DATE, NUMBERED = "author-date", "numbered"


@dataclass(frozen=True)
class Library:
    """Items of CSL-JSON by their keys, and one of the two styles."""

    items: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    style: str = AUTHOR_DATE


# From the keys that a body cites to those of them that there are sources for.
FindSources = Callable[[Collection[str]], Library]


def no_sources(_keys: Collection[str]) -> Library:
    """Return an empty library, for a text that belongs to no page."""
    return Library()
