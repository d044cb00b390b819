"""Ranks the pages that an engine found, and finds the best section of each; for both engines.

A page's score is BM25 over weighted fields (BM25F), joined with that of its best section, how
much of the title the query is, and how near each other its words stand; all of it for the share
of the query that the page holds.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate, pairwise

from django.utils import timezone

from search.models import SearchPage, SearchSection
from search.statements import AnyOf, Statement
from search.terms import Term

FIELDS = ("title_tokens", "head_tokens", "teaser_tokens", "text_tokens", "code_tokens")
# Weights of the fields in a page's score.
TITLE, HEAD, TEASER, TEXT, CODE = 16.0, 1.8, 1.2, 1.0, 0.6
# BM25's own: how soon repetition stops to count, and how much length does.
SATURATION, LENGTH_SHARE = 1.8, 0.7
# Characters of tokens that a page and a section usually have.
PAGE_LENGTH, SECTION_LENGTH = 5000, 900
# What the parts of a score count for, and how hard missing words are punished.
SECTION, ENTITLED, NEAR, COVERAGE = 0.35, 1.2, 0.6, 1.1
# A new page gains so much over an old one, of a year's half-life.
RECENCY, HALF_LIFE = 0.03, 365.0
# Places of one token in one page that are looked at.
MAX_PLACES = 60
# Pages whose sections are looked at.
MAX_SECTIONED = 16
# Terms with less than this share of the rarest one's weight say nothing.
LEAST_TELLING = 0.12
# Characters between words that still stand together.
NEARBY = 100
# Words of a title stand so near.
TITLE_GAP = 10

_PAGES = Statement(
    lambda: SearchPage.objects.filter(pk__in=AnyOf("keys")).values_list(
        "pk", "date", "title_words", *FIELDS
    )
)
_SECTIONS = Statement(
    lambda: (
        SearchSection.objects.filter(page__in=AnyOf("keys"))
        .order_by("page", "position")
        .values_list(
            "page_id", "pk", "heading_tokens", "text_start", "text_end", "code_start", "code_end"
        )
    )
)


@dataclass(frozen=True)
class Ranked:
    """A page in its place: its best section's key, None where none was looked for or found."""

    page_id: int
    score: float
    section_id: int | None
    coverage: float


@dataclass
class _Found:
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


def rank(page_ids: Sequence[int], terms: Sequence[Term]) -> list[Ranked]:
    """Return pages by their score, best first; two queries.

    Only the sections of pages that stand high without them are looked at; the others' scores
    lack that part, so that they stay behind.
    """
    terms = telling(terms)
    now = timezone.now()
    scorers = [
        _Scorer(pk, _freshness(date, now), words, fields, terms)
        for pk, date, words, *fields in _PAGES.rows(keys=page_ids)
    ]
    scorers.sort(key=lambda scorer: (-scorer.score, -scorer.page_id))
    best = {scorer.page_id: scorer for scorer in scorers[:MAX_SECTIONED]}
    for page_id, sections in _sections(best).items():
        best[page_id].add_sections(sections)
    ranked = [scorer.ranked() for scorer in scorers]
    return sorted(ranked, key=lambda each: (-each.score, -each.page_id))


def telling(terms: Sequence[Term]) -> Sequence[Term]:
    """Leave out the terms that nearly every page holds, where others say more."""
    most = max((term.idf for term in terms), default=0)
    return [term for term in terms if term.idf >= LEAST_TELLING * most]


def _sections(page_ids: Iterable[int]) -> dict[int, list[tuple]]:
    sections: dict[int, list[tuple]] = {}
    for page_id, *values in _SECTIONS.rows(keys=page_ids):
        sections.setdefault(page_id, []).append(tuple(values))
    return sections


class _Scorer:
    def __init__(
        self,
        page_id: int,
        freshness: float,
        title_words: int,
        fields: Sequence[str],
        terms: Sequence[Term],
    ) -> None:
        self.page_id = page_id
        self._title_words = title_words
        self._ends = list(accumulate(map(len, fields)))
        self._lengths = [len(each) for each in fields]
        self._whole = sum(term.idf for term in terms) or 1.0
        text = "".join(fields)
        self._found = [self._find(term, text) for term in terms]
        self._pairs = list(zip(terms, self._found, strict=True))
        held = sum(term.idf * found.weight for term, found in self._pairs if found.often)
        self.coverage = held / self._whole
        self._factor = self.coverage**COVERAGE * freshness
        self._base = self._page_score() + ENTITLED * self._entitled() + NEAR * self._nearness()
        self._section_id: int | None = None
        self._section_score = 0.0

    @property
    def score(self) -> float:
        return (self._base + SECTION * self._section_score) * self._factor

    def ranked(self) -> Ranked:
        return Ranked(self.page_id, self.score, self._section_id, self.coverage)

    def _find(self, term: Term, text: str) -> _Found:
        best = _Found()
        for form in term.forms:
            places = _places(text, f" {' '.join(form.tokens)} ")
            if places:
                found = self._sorted(form.weight, places)
                if _strength(found) > _strength(best):
                    best = found
        return best

    def _sorted(self, weight: float, places: Sequence[int]) -> _Found:
        """Return places in the joined fields by their fields."""
        _title, _head, teaser, text, _code = self._ends
        cuts = [bisect_left(places, end) for end in self._ends]
        return _Found(
            weight,
            title=cuts[0],
            head=cuts[1] - cuts[0],
            teaser=cuts[2] - cuts[1],
            text=[place - teaser for place in places[cuts[2] : cuts[3]]],
            code=[place - text for place in places[cuts[3] :]],
        )

    def _page_score(self) -> float:
        _title, head, _teaser, text, code = self._lengths
        body_norm = 1 - LENGTH_SHARE + LENGTH_SHARE * (text + code) / PAGE_LENGTH
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
            self._section_id = sections[best][0]

    def _entitled(self) -> float:
        """How much of the query the title holds, and the query of the title."""
        entitled = [(term, found) for term, found in self._pairs if found.title]
        if not entitled:
            return 0.0
        held = sum(term.idf * found.weight for term, found in entitled)
        matched = sum(len(term.forms[0].tokens) for term, _found in entitled)
        return held / self._whole * math.sqrt(min(1.0, matched / max(1, self._title_words)))

    def _nearness(self) -> float:
        """How near neighbours in the query stand to each other somewhere on the page."""
        near = whole = 0.0
        for (term, one), (next_term, other) in pairwise(self._pairs):
            weight = min(term.idf, next_term.idf)
            whole += weight
            gap = min(_gap(one.text, other.text), _gap(one.code, other.code))
            if one.title and other.title:
                gap = min(gap, TITLE_GAP)
            if gap <= NEARBY:
                near += weight * (1 - gap / NEARBY)
        return near / whole if whole else 0.0


def _headed(term: Term, sections: Sequence[tuple]) -> Iterator[int]:
    needles = [f" {' '.join(form.tokens)} " for form in term.forms]
    for index, section in enumerate(sections):
        if any(needle in section[1] for needle in needles):
            yield index


def _places(text: str, needle: str) -> list[int]:
    places, place = [], text.find(needle)
    while place >= 0 and len(places) < MAX_PLACES:
        places.append(place)
        place = text.find(needle, place + len(needle) - 1)
    return places


def _strength(found: _Found) -> float:
    return found.weight * found.often / (2 + found.often)


def _gap(places: Sequence[int], others: Sequence[int]) -> float:
    """Return the smallest distance between two sorted rows of places."""
    smallest, i, j = math.inf, 0, 0
    while i < len(places) and j < len(others):
        smallest = min(smallest, abs(places[i] - others[j]))
        if places[i] < others[j]:
            i += 1
        else:
            j += 1
    return smallest


def _freshness(date: datetime | None, now: datetime) -> float:
    if date is None:
        return 1.0
    days = max(0.0, (now - date).total_seconds() / 86400)
    return 1 + RECENCY * 2 ** (-days / HALF_LIFE)
