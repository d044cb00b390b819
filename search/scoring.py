"""What a page is worth for a query, and which of its sections answers best.

A page's score is BM25 over weighted fields (BM25F), joined with that of its best section, how
much of the title the query is, and how near each other its words stand; all of it for the share
of the query that the page holds.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from search.places import Wanted, find_term, smallest_gap

# Weights of the fields in a page's score.
TITLE, HEAD, TEASER, TEXT, CODE = 16.0, 1.8, 1.2, 1.0, 0.6
# BM25's own: how soon repetition stops to count, and how much length does.
SATURATION, LENGTH_SHARE = 1.8, 0.85
# Characters of tokens that a page and a section usually have.
PAGE_LENGTH, SECTION_LENGTH = 5000, 900
# Shorter pages are no better for it.
LEAST_LENGTH = 1500
# What the parts of a score count for, and how hard missing words are punished.
SECTION, ENTITLED, NEAR, COVERAGE = 0.35, 1.0, 1.0, 1.0
# Characters between words that still stand together.
NEARBY = 100
# Words of a title stand so near.
TITLE_GAP = 10


class PageScorer:
    """Scores one page for the terms of a query."""

    def __init__(
        self,
        page_id: int,
        freshness: float,
        title_words: int,
        fields: Sequence[str],
        terms: Sequence[Wanted],
    ) -> None:
        self.page_id = page_id
        self._title_words = title_words
        self._lengths = [len(each) for each in fields]
        self._whole = sum(term.idf for term in terms) or 1.0
        text, ends = "".join(fields), list(accumulate(map(len, fields)))
        self._pairs = [(term, find_term(term, text, ends)) for term in terms]
        held = sum(term.idf * found.weight for term, found in self._pairs if found.often)
        self._factor = (held / self._whole) ** COVERAGE * freshness
        self._base = self._page_score() + ENTITLED * self._entitled() + NEAR * self._nearness()
        self.section_id: int | None = None
        self._section_score = 0.0

    @property
    def score(self) -> float:
        """What the page is worth; with its best section's share once that is known."""
        return (self._base + SECTION * self._section_score) * self._factor

    def _page_score(self) -> float:
        _title, head, _teaser, text, code = self._lengths
        length = max(LEAST_LENGTH, text + code)
        body_norm = 1 - LENGTH_SHARE + LENGTH_SHARE * length / PAGE_LENGTH
        title_norm = 0.6 + 0.4 * self._title_words / 6
        head_norm = 0.6 + 0.4 * head / 300
        score = 0.0
        for term, found in self._pairs:
            often = (
                TITLE * min(found.title, 2) / title_norm
                + HEAD * found.head / head_norm
                + TEASER * min(found.teaser, 2)
                + (TEXT * len(found.text) + CODE * len(found.code)) / body_norm
            )
            score += term.idf * found.weight * often / (SATURATION + often)
        return score / self._whole

    def add_sections(self, sections: Sequence[tuple]) -> None:
        """Find the page's best section and add it to the score."""
        scores = [0.0] * len(sections)
        starts = [[each[i] for each in sections] for i in (2, 4)]
        for term, found in self._pairs:
            counts: dict[int, float] = {}
            for weight, places, begin in zip(
                (TEXT, CODE), (found.text, found.code), starts, strict=True
            ):
                for place in places:
                    index = max(0, bisect_right(begin, place) - 1)
                    counts[index] = counts.get(index, 0) + weight
            if found.head:
                for index in _headed(term, sections):
                    counts[index] = counts.get(index, 0) + HEAD
            for index, count in counts.items():
                _pk, _tokens, start, end, code_start, code_end = sections[index]
                length = (end - start + code_end - code_start) / SECTION_LENGTH
                often = count / (1 - LENGTH_SHARE + LENGTH_SHARE * length)
                scores[index] += term.idf * found.weight * often / (SATURATION + often)
        best = max(range(len(scores)), key=lambda index: (scores[index], -index))
        if scores[best]:
            self._section_score = scores[best] / self._whole
            self.section_id = sections[best][0]

    def _entitled(self) -> float:
        """How much of the query the title holds, and the query of the title."""
        entitled = [(term, found) for term, found in self._pairs if found.title]
        if not entitled:
            return 0.0
        held = sum(term.idf * found.weight for term, found in entitled)
        matched = sum(term.length for term, _found in entitled)
        return held / self._whole * math.sqrt(min(1.0, matched / max(1, self._title_words)))

    def _nearness(self) -> float:
        """How near neighbours in the query stand to each other somewhere on the page."""
        near = whole = 0.0
        for (term, one), (next_term, other) in pairwise(self._pairs):
            weight = min(term.idf, next_term.idf)
            whole += weight
            gap = min(smallest_gap(one.text, other.text), smallest_gap(one.code, other.code))
            if one.title and other.title:
                gap = min(gap, TITLE_GAP)
            if gap <= NEARBY:
                near += weight * (1 - gap / NEARBY)
        return near / whole if whole else 0.0


def _headed(term: Wanted, sections: Sequence[tuple]) -> Iterator[int]:
    for index, section in enumerate(sections):
        if any(needle in section[1] for _weight, needle in term.needles):
            yield index
