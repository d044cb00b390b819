"""Ranks the pages that an engine found, and finds the best section of each; for both engines.

A page's score is BM25 over weighted fields (BM25F), joined with that of its best section, how
much of the title the query is, and how near each other its words stand; all of it for the share
of the query that the page holds.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from search.models import SearchPage, SearchSection
from search.terms import Term

# Weights of the fields in a page's score.
TITLE, HEAD, TEASER, TEXT, CODE = 8.0, 3.0, 3.0, 1.0, 0.7
# BM25's own: how soon repetition stops to count, and how much length does.
SATURATION, LENGTH_SHARE = 1.4, 0.5
# Characters of tokens that a page and a section usually have.
PAGE_LENGTH, SECTION_LENGTH = 5000, 900
# What the parts of a score count for, and how hard missing words are punished.
SECTION, ENTITLED, NEAR, COVERAGE = 0.6, 0.6, 0.35, 1.6
# A new page gains so much over an old one, of a year's half-life.
RECENCY, HALF_LIFE = 0.03, 365.0
# Places of one token in one field that are looked at.
MAX_PLACES = 40
# Characters between words that still stand together.
NEARBY = 60


@dataclass(frozen=True)
class Ranked:
    """A page in its place: its best section's position, None for the page as a whole."""

    page_id: int
    score: float
    position: int | None
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


def rank(page_ids: Sequence[int], terms: Sequence[Term]) -> list[Ranked]:
    """Return pages by their score, best first; two queries."""
    sections: dict[int, list[tuple]] = {}
    for page_id, *values in SearchSection.objects.filter(page__in=page_ids).values_list(
        "page_id", "position", "heading_tokens", "text_start", "text_end", "code_start", "code_end"
    ):
        sections.setdefault(page_id, []).append(tuple(values))
    rows = SearchPage.objects.filter(pk__in=page_ids).values_list(
        "pk", "date", "title_tokens", "head_tokens", "teaser_tokens", "text_tokens", "code_tokens"
    )
    now = timezone.now()
    ranked = [
        _Scorer(fields, sections.get(page_id, []), terms).ranked(page_id, date, now)
        for page_id, date, *fields in rows
    ]
    return sorted(ranked, key=lambda each: (-each.score, -each.page_id))


class _Scorer:
    def __init__(self, fields: Sequence[str], sections: list[tuple], terms: Sequence[Term]) -> None:
        self._title, self._head, self._teaser, self._text, self._code = fields
        self._sections = sections
        self._terms = terms
        self._whole = sum(term.idf for term in terms) or 1.0
        self._found = [self._find(term) for term in terms]

    def ranked(self, page_id: int, date: datetime | None, now: datetime) -> Ranked:
        score, held = self._page_score()
        coverage = held / self._whole
        section_score, position = self._best_section()
        total = score + SECTION * section_score + ENTITLED * self._entitled()
        total += NEAR * self._nearness(position)
        total *= coverage**COVERAGE * _freshness(date, now)
        return Ranked(page_id, total, position, coverage)

    def _find(self, term: Term) -> _Found:
        best = _Found()
        for form in term.forms:
            needle = f" {' '.join(form.tokens)} "
            found = _Found(
                form.weight,
                title=len(_places(self._title, needle)),
                head=len(_places(self._head, needle)),
                teaser=len(_places(self._teaser, needle)),
                text=_places(self._text, needle),
                code=_places(self._code, needle),
            )
            if _strength(found) > _strength(best):
                best = found
        return best

    def _page_score(self) -> tuple[float, float]:
        length = (len(self._text) + len(self._code)) / PAGE_LENGTH
        body_norm = 1 - LENGTH_SHARE + LENGTH_SHARE * length
        title_norm = 0.6 + 0.4 * self._title.count(" ") / 6
        head_norm = 0.6 + 0.4 * len(self._head) / 300
        score = held = 0.0
        for term, found in zip(self._terms, self._found, strict=True):
            body = TEXT * len(found.text) + CODE * len(found.code)
            often = (
                TITLE * min(found.title, 2) / title_norm
                + HEAD * found.head / head_norm
                + TEASER * min(found.teaser, 2)
                + body / body_norm
            )
            if often:
                score += term.idf * found.weight * often / (SATURATION + often)
                held += term.idf * found.weight
        return score / self._whole, held

    def _best_section(self) -> tuple[float, int | None]:
        if not self._sections:
            return 0.0, None
        scores = [0.0] * len(self._sections)
        starts = [[each[i] for each in self._sections] for i in (2, 4)]
        for term, found in zip(self._terms, self._found, strict=True):
            counts: dict[int, float] = {}
            for weight, places, begin in (
                (TEXT, found.text, starts[0]), (CODE, found.code, starts[1]),
            ):  # fmt: skip
                for place in places:
                    index = max(0, bisect_right(begin, place) - 1)
                    counts[index] = counts.get(index, 0) + weight
            if found.head:
                for index in self._headed(term):
                    counts[index] = counts.get(index, 0) + HEAD
            for index, count in counts.items():
                _position, _tokens, start, end, code_start, code_end = self._sections[index]
                length = (end - start + code_end - code_start) / SECTION_LENGTH
                often = count / (1 - LENGTH_SHARE + LENGTH_SHARE * length)
                scores[index] += term.idf * found.weight * often / (SATURATION + often)
        best = max(range(len(scores)), key=lambda index: (scores[index], -index))
        if not scores[best]:
            return 0.0, None
        return scores[best] / self._whole, self._sections[best][0]

    def _headed(self, term: Term) -> Iterator[int]:
        needles = [f" {' '.join(form.tokens)} " for form in term.forms]
        for index, section in enumerate(self._sections):
            if any(needle in section[1] for needle in needles):
                yield index

    def _entitled(self) -> float:
        """How much of the query the title holds, and the query of the title."""
        words = self._title.split()
        if not words:
            return 0.0
        held = sum(
            term.idf * found.weight
            for term, found in zip(self._terms, self._found, strict=True)
            if found.title
        )
        matched = sum(
            len(term.forms[0].tokens)
            for term, found in zip(self._terms, self._found, strict=True)
            if found.title
        )
        return held / self._whole * math.sqrt(min(1.0, matched / len(words)))

    def _nearness(self, position: int | None) -> float:
        """How near neighbours in the query stand to each other somewhere on the page."""
        pairs = list(zip(self._found, self._found[1:], self._terms, self._terms[1:], strict=False))
        if not pairs or position is None:
            return 0.0
        near = whole = 0.0
        for one, other, term, next_term in pairs:
            weight = min(term.idf, next_term.idf)
            whole += weight
            for places, others in ((one.text, other.text), (one.code, other.code)):
                gap = _gap(places, others)
                if gap <= NEARBY:
                    near += weight * (1 - gap / NEARBY) / 2 ** (places is one.code)
                    break
        return near / whole if whole else 0.0


def _places(text: str, needle: str) -> list[int]:
    places, place = [], text.find(needle)
    while place >= 0 and len(places) < MAX_PLACES:
        places.append(place)
        place = text.find(needle, place + len(needle) - 1)
    return places


def _strength(found: _Found) -> float:
    often = 4 * found.title + 2 * found.head + found.teaser + len(found.text) + len(found.code)
    return found.weight * often / (2 + often)


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
