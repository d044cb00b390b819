"""Scores a page for a query, and finds its section that answers best.

A page's score is BM25 over weighted fields (BM25F), joined with that of its best section, how
much of the title the query is, and how near each other its words stand; all of it for the share
of the query that the page holds.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from search.ranking.positions import Found, Wanted, find_term, places_of, smallest_gap

# Weights of the fields in a page's score.
TITLE, HEAD, TEASER, TEXT, CODE = 16.0, 1.8, 1.2, 1.0, 0.6
# BM25's own: how soon repetition stops to count, and how much length does.
SATURATION, LENGTH_SHARE = 1.8, 0.85
# Characters of tokens that a page and a section usually have.
PAGE_LENGTH, SECTION_LENGTH = 5000, 900
# Shorter pages are no better for it.
LEAST_LENGTH = 1500
# What the parts of a score count for, and how hard missing words are punished.
SECTION, TITLE_SHARE, NEAR, COVERAGE = 0.35, 1.0, 1.0, 1.0
# The same in a question, of which no page holds all words: what it is about counts, not how they
# stand. A long page has most words somewhere, so that one in passing counts for less there.
ASKED_SECTION, ASKED_NEAR, ASKED_COVERAGE, PASSING = 1.0, 0.5, 0.6, 0.6
# Of what it counts in a page's score, code counts so much for the section that is shown, where
# prose of the page has the word too.
CODE_BESIDE_PROSE = 0.2
# A title that begins with the whole query; the query in a row in a heading, or elsewhere.
TITLE_START, HEADING_ROW, TEXT_ROW = 1.0, 0.8, 0.4
# What was typed with its signs, as it stands in the text: more than a title of its parts.
EXACT = 3.0
# Characters between words that still stand together.
NEARBY = 100
# Words of a title stand so near.
TITLE_GAP = 10


class SectionTokens(NamedTuple):
    """A section by its heading's tokens, and where its own stand in its page's, by character."""

    pk: int
    heading_tokens: str
    text_start: int
    text_end: int
    code_start: int
    code_end: int

    @property
    def length(self) -> int:
        return self.text_end - self.text_start + self.code_end - self.code_start


class PageScorer:
    """Scores one page for the terms of a query."""

    def __init__(
        self,
        page_id: int,
        freshness: float,
        title_words: int,
        fields: Sequence[str],
        terms: Sequence[Wanted],
        in_a_row: Sequence[Wanted],
        *,
        is_question: bool = False,
    ) -> None:
        self.page_id = page_id
        self._section_weight = ASKED_SECTION if is_question else SECTION
        self._title_words = title_words
        self._lengths = [len(each) for each in fields]
        self._whole = sum(term.idf for term in terms) or 1.0
        text, ends = "".join(fields), list(accumulate(map(len, fields)))
        self._pairs = [(term, find_term(term, text, ends)) for term in terms]
        often = list(self._how_often())
        coverage = self._asked_coverage(often) if is_question else self._coverage()
        self._factor = coverage * freshness
        self._parts = {
            "words": self._sum(often, SATURATION),
            "title": TITLE_SHARE * self._title_share(),
            "title begins so": TITLE_START * begins(fields[0], in_a_row),
            "in a row": self._row_score(fields, text, in_a_row),
            "nearness": (ASKED_NEAR if is_question else NEAR) * self._nearness(),
        }
        self._in_a_row = in_a_row
        self._exact_sections: set[int] = set()
        self.section_id: int | None = None
        self._section_score = 0.0

    @property
    def score(self) -> float:
        """Return what the page is worth; with its best section's share once that is known."""
        section = self._section_weight * self._section_score
        return (sum(self._parts.values()) + section) * self._factor

    @property
    def parts(self) -> dict[str, float]:
        """Return what the score is the sum of, by name, and the factor it is multiplied by."""
        section = self._section_weight * self._section_score
        return {**self._parts, "best section": section, "factor": self._factor}

    @property
    def held(self) -> list[str]:
        """Return the terms that the page holds, as the first of their needles."""
        return [term.needles[0][1].strip() for term, found in self._pairs if found.often]

    def _coverage(self) -> float:
        """Return how much of the query the page holds."""
        held = sum(term.idf * found.weight for term, found in self._pairs if found.often)
        return (held / self._whole) ** COVERAGE

    def _asked_coverage(self, often: Sequence[float]) -> float:
        """Return how much of a question the page is about."""
        return self._sum(often, PASSING) ** ASKED_COVERAGE

    def _sum(self, often: Sequence[float], saturation: float) -> float:
        """Return the share of the query's weight that the page has by its words' frequencies."""
        score = 0.0
        for (term, found), times in zip(self._pairs, often, strict=True):
            score += term.idf * found.weight * times / (saturation + times)
        return score / self._whole

    def _how_often(self) -> Iterator[float]:
        """Yield how often each term stands on the page, weighed by fields, for its length."""
        _title, head, _teaser, text, code = self._lengths
        length = max(LEAST_LENGTH, text + code)
        body_norm = 1 - LENGTH_SHARE + LENGTH_SHARE * length / PAGE_LENGTH
        title_norm = 0.6 + 0.4 * self._title_words / 6
        head_norm = 0.6 + 0.4 * head / 300
        for _term, found in self._pairs:
            yield (
                TITLE * min(found.title, 2) / title_norm
                + HEAD * found.head / head_norm
                + TEASER * min(found.teaser, 2)
                + (TEXT * len(found.text) + CODE * len(found.code)) / body_norm
            )

    def add_exact(self, share: float, sections: Collection[int]) -> None:
        """Count how much of what was typed with its signs stands so in the page's sections."""
        self._parts["with its signs"] = EXACT * share
        self._exact_sections = set(sections)

    def add_sections(self, sections: Sequence[SectionTokens]) -> None:
        """Find the page's best section and add it to the score.

        The section that is shown is one with prose, where prose holds the words as well as code;
        rather one that holds all words than one that repeats one of them.
        """
        scores, shown, held = ([0.0] * len(sections) for _list in range(3))
        for term, found in self._pairs:
            in_text = _counts(found.text, [each.text_start for each in sections])
            in_code = _counts(found.code, [each.code_start for each in sections])
            headed = set(_sections_headed_by(term, sections)) if found.head else set()
            code_shown = CODE * (CODE_BESIDE_PROSE if in_text else 1)
            for index in in_text.keys() | in_code.keys() | headed:
                length = sections[index].length / SECTION_LENGTH
                norm = 1 - LENGTH_SHARE + LENGTH_SHARE * length
                prose = TEXT * in_text[index] + HEAD * (index in headed)
                for totals, weight in ((scores, CODE), (shown, code_shown)):
                    often = (prose + weight * in_code[index]) / norm
                    totals[index] += term.idf * found.weight * often / (SATURATION + often)
                held[index] += term.idf * found.weight
        if most := max(scores, default=0.0):
            self._section_score = most / self._whole
            exact = [each.pk in self._exact_sections for each in sections]
            named = [begins(each.heading_tokens, self._in_a_row) for each in sections]
            best = max(
                range(len(shown)),
                key=lambda index: (exact[index], named[index], shown[index] * held[index], -index),
            )
            self.section_id = sections[best].pk

    def _title_share(self) -> float:
        """Return how much of the query the title holds, and the query of the title."""
        in_title = [(term, found) for term, found in self._pairs if found.title]
        if not in_title:
            return 0.0
        held = sum(term.idf * found.weight for term, found in in_title)
        matched = sum(term.length for term, _found in in_title)
        return held / self._whole * math.sqrt(min(1.0, matched / max(1, self._title_words)))

    @property
    def corrected_gap(self) -> float:
        """Return how far the corrected words stand from their neighbours in the query, at most."""
        pairs = pairwise(self._pairs)
        return max((_gap(a, b) for (x, a), (y, b) in pairs if x.is_corrected or y.is_corrected),
                   default=0.0)  # fmt: skip

    def _row_score(self, fields: Sequence[str], text: str, terms: Sequence[Wanted]) -> float:
        """Return what it is worth that several words stand as they do in the query."""
        if len(terms) < 2 or not all(found.often for _term, found in self._pairs):
            return 0.0
        _title, head, *_others = fields
        return HEADING_ROW if holds_row(head, terms) else TEXT_ROW * holds_row(text, terms)

    def _nearness(self) -> float:
        """Return how near neighbours in the query stand to each other somewhere on the page."""
        near = whole = 0.0
        for (term, one), (next_term, other) in pairwise(self._pairs):
            weight = min(term.idf, next_term.idf)
            whole += weight
            gap = _gap(one, other)
            if gap <= NEARBY:
                near += weight * (1 - gap / NEARBY)
        return near / whole if whole else 0.0


def begins(text: str, terms: Sequence[Wanted], place: int = 0) -> bool:
    """Tell whether a text goes on at a place with the terms in a row, in any form of them."""
    for term in terms:
        needles = (needle for _weight, needle in term.needles)
        needle = next((each for each in needles if text.startswith(each, place)), None)
        if needle is None:
            return False
        # The space that ends one word begins the next.
        place += len(needle) - 1
    return bool(terms)


def holds_row(text: str, terms: Sequence[Wanted]) -> bool:
    """Tell whether a text has the terms in a row somewhere."""
    needles = (needle for _weight, needle in terms[0].needles)
    return any(
        begins(text, terms[1:], place + len(needle) - 1)
        for needle in needles
        for place in places_of(text, needle)
    )


def _gap(one: Found, other: Found) -> float:
    """Return how many characters part two terms where they stand nearest; infinite if apart."""
    gap = min(smallest_gap(one.text, other.text), smallest_gap(one.code, other.code))
    return min(gap, TITLE_GAP) if (one.title and other.title) else gap


def _counts(places: Sequence[int], begin: Sequence[int]) -> Counter[int]:
    """Return by section how many of the places lie in it."""
    return Counter(max(0, bisect_right(begin, place) - 1) for place in places)


def _sections_headed_by(term: Wanted, sections: Sequence[SectionTokens]) -> Iterator[int]:
    for index, section in enumerate(sections):
        if any(needle in section.heading_tokens for _weight, needle in term.needles):
            yield index
