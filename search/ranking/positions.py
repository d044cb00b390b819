"""Finds where the terms of a query stand in the fields of a page."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from search.query.terms import Term

# Places of one token in one page that are looked at.
MAX_PLACES = 60


@dataclass(frozen=True)
class Wanted:
    """A term, and what to look for in rows of tokens: its forms' weights and needles."""

    idf: float
    needles: tuple[tuple[float, str], ...]
    length: int
    is_corrected: bool = False

    @classmethod
    def of(cls, term: Term) -> "Wanted":
        needles = tuple((form.weight, form.needle) for form in term.forms)
        return cls(term.idf, needles, len(term.forms[0].tokens), term.is_corrected)


@dataclass(slots=True)
class Found:
    """Where one term stands in one page."""

    weight: float = 0.0
    title: int = 0
    head: int = 0
    teaser: int = 0
    text: list[int] = field(default_factory=list)
    code: list[int] = field(default_factory=list)

    @property
    def often(self) -> int:
        return 4 * self.title + 2 * self.head + self.teaser + len(self.text) + len(self.code)


def find_term(term: Wanted, text: str, ends: Sequence[int]) -> Found:
    """Return where a term stands in the fields joined to `text`, each ending at its own of `ends`.

    Of several forms, the one that stands for most.
    """
    found = [
        _found_by_field(weight, places, ends)
        for weight, needle in term.needles
        if (places := places_of(text, needle))
    ]
    if len(found) > 1:
        return max(found, key=_strength)
    return found[0] if found else Found()


def smallest_gap(places: Sequence[int], others: Sequence[int]) -> float:
    """Return the smallest distance between two sorted rows of places; infinite without."""
    smallest, i, j = math.inf, 0, 0
    while i < len(places) and j < len(others):
        smallest = min(smallest, abs(places[i] - others[j]))
        if places[i] < others[j]:
            i += 1
        else:
            j += 1
    return smallest


def places_of(text: str, needle: str) -> list[int]:
    """Return the first places of a needle in a row of tokens."""
    places: list[int] = []
    place = text.find(needle)
    while place >= 0 and len(places) < MAX_PLACES:
        places.append(place)
        # The space that ends one may begin the next.
        place = text.find(needle, place + len(needle) - 1)
    return places


def _found_by_field(weight: float, places: Sequence[int], ends: Sequence[int]) -> Found:
    _title, _head, teaser, text, _code = ends
    cuts = [bisect_left(places, end) for end in ends]
    return Found(
        weight,
        title=cuts[0],
        head=cuts[1] - cuts[0],
        teaser=cuts[2] - cuts[1],
        text=[place - teaser for place in places[cuts[2] : cuts[3]]],
        code=[place - text for place in places[cuts[3] :]],
    )


def _strength(found: Found) -> float:
    return found.weight * found.often / (2 + found.often)
