"""Ranks the pages that an engine found, and finds the best section of each; for both engines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from search.database.statements import AnyOf, Statement
from search.models import SearchPage, SearchSection
from search.query.terms import QUESTION, Term
from search.ranking.exact import Exact
from search.ranking.positions import Wanted
from search.ranking.scoring import PageScorer, SectionTokens

FIELDS = ("title_tokens", "head_tokens", "teaser_tokens", "text_tokens", "code_tokens")
# A new page gains so much over an old one, of a year's half-life.
RECENCY, HALF_LIFE = 0.03, 365.0
# Pages whose sections are looked at.
MAX_SECTIONED = 16
# Terms with less than this share of the rarest one's weight say nothing.
LEAST_TELLING = 0.12

_PAGES = Statement(
    lambda: SearchPage.objects.filter(AnyOf("pk", "keys")).values_list(
        "pk", "date", "title_words", *FIELDS
    )
)
_SECTIONS = Statement(
    lambda: (
        SearchSection.objects.filter(AnyOf("page", "keys"))
        .order_by("page", "position")
        .values_list(
            "page_id", "pk", "heading_tokens", "text_start", "text_end", "code_start", "code_end"
        )
    )
)


@dataclass(frozen=True)
class Ranked:
    """A page in its place: its best section's key, None where none was looked for or found.

    `corrected_gap` is how far the corrected words stand from those beside them in the query.
    """

    page_id: int
    score: float
    section_id: int | None = None
    corrected_gap: float = 0.0


def rank(
    page_ids: Sequence[int], terms: Sequence[Term], exact: Exact | None = None
) -> list[Ranked]:
    """Return pages by their score, best first; two queries.

    Only the sections of pages that stand high without them are looked at; the others' scores
    lack that part, so that they stay behind.
    """
    return [
        Ranked(each.page_id, each.score, each.section_id, each.corrected_gap)
        for each in score_pages(page_ids, terms, exact)
    ]


def score_pages(
    page_ids: Sequence[int], terms: Sequence[Term], exact: Exact | None = None
) -> list[PageScorer]:
    """Return pages with all that their scores are made of, best first."""
    wanted = [Wanted.of(term) for term in telling(terms)]
    in_a_row = [Wanted.of(term) for term in terms]
    is_question = len(terms) >= QUESTION
    now = timezone.now()
    scorers = [
        PageScorer(
            pk, _freshness(date, now), words, fields, wanted, in_a_row, is_question=is_question
        )
        for pk, date, words, *fields in _PAGES.rows(keys=page_ids)
    ]
    for scorer in scorers:
        if exact and scorer.page_id in exact:
            scorer.add_exact(*exact[scorer.page_id])
    scorers.sort(key=lambda scorer: (-scorer.score, -scorer.page_id))
    best = {scorer.page_id: scorer for scorer in scorers[:MAX_SECTIONED]}
    for page_id, sections in _sections_by_page(best).items():
        best[page_id].add_sections(sections)
    return sorted(scorers, key=lambda scorer: (-scorer.score, -scorer.page_id))


def telling(terms: Sequence[Term]) -> Sequence[Term]:
    """Return the terms without those that nearly every page holds, where others say more."""
    most = max((term.idf for term in terms), default=0)
    return [term for term in terms if term.idf >= LEAST_TELLING * most]


def _sections_by_page(page_ids: Iterable[int]) -> dict[int, list[SectionTokens]]:
    sections: dict[int, list[SectionTokens]] = {}
    for page_id, *values in _SECTIONS.rows(keys=page_ids):
        sections.setdefault(page_id, []).append(SectionTokens(*values))
    return sections


def _freshness(date: datetime | None, now: datetime) -> float:
    if date is None:
        return 1.0
    days = max(0.0, (now - date).total_seconds() / 86400)
    return 1 + RECENCY * 2 ** (-days / HALF_LIFE)
