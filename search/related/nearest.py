"""Compares many pages with each other in memory, as the engine does for one; pure."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest
from itertools import islice, repeat
from operator import mul
from typing import NamedTuple

from search.related.vectors import CANDIDATES, NEAR, QUERY_TERMS, NearPage, Vector


class Weighted(NamedTuple):
    """Numbers of terms or places of pages, and the weight of each beside it."""

    numbers: array
    weights: array


class Nearest:
    """The vectors of many pages, by page and by term; 16 bytes for each term of a page."""

    def __init__(self, vectors: Iterable[tuple[int, Vector]]) -> None:
        self.pages: list[int] = []
        # A new term has the next number.
        self._numbers: defaultdict[str, int] = defaultdict(lambda: len(self._numbers))
        # By the place of the page in `pages`, and by the number of the term.
        self._vectors: list[Weighted] = []
        self._holders: list[Weighted] = []
        for page, vector in vectors:
            self._add_page(page, vector)

    def near(self, limit: int) -> Iterator[tuple[int, list[NearPage]]]:
        """Yield each page with the pages nearest to it, the nearest first."""
        for place, page in enumerate(self.pages):
            vector = dict(zip(*self._vectors[place], strict=True))
            scores = ((self._cosine(vector, other), -other) for other in self._candidates(place))
            best = nlargest(limit, ((score, other) for score, other in scores if score >= NEAR))
            yield page, [NearPage(self.pages[-other], score) for score, other in best]

    def _add_page(self, page: int, vector: Vector) -> None:
        place = len(self.pages)
        self.pages.append(page)
        terms = array("I", map(self._numbers.__getitem__, vector))
        for _new in range(len(self._holders), len(self._numbers)):
            self._holders.append(Weighted(array("I"), array("f")))
        for number, weight in zip(terms, vector.values(), strict=True):
            places, weights = self._holders[number]
            places.append(place)
            weights.append(weight)
        self._vectors.append(Weighted(terms, array("f", vector.values())))

    def _candidates(self, place: int) -> list[int]:
        """Return the places of the pages that have most of a page's heaviest terms."""
        scores: defaultdict[int, float] = defaultdict(float)
        for term, weight in islice(zip(*self._vectors[place], strict=True), QUERY_TERMS):
            for other, other_weight in zip(*self._holders[term], strict=True):
                scores[other] += weight * other_weight
        scores.pop(place, None)
        # Numbers are sorted in a tenth of the time of pairs.
        most = sorted(scores.values())[-CANDIDATES:]
        best = sorted((-score, other) for other, score in scores.items() if score >= most[0])
        return [other for _score, other in best[:CANDIDATES]]

    def _cosine(self, vector: dict[int, float], place: int) -> float:
        terms, weights = self._vectors[place]
        # Mapped, since this runs some hundred million times for 10,000 pages.
        return sum(map(mul, weights, map(vector.get, terms, repeat(0.0))))
