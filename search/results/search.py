"""Runs a query: finds pages, ranks them, and prepares what is shown of them.

Every read joins the visibility rule, so that the index can't show what is not public.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.http import HttpRequest
from wagtail.models import Page

from search.database.engines import engine
from search.index.protocol import Facets
from search.models import SearchPage
from search.public.visibility import public_among
from search.query.expansion import Reading, correct_text, read_terms
from search.query.facets import count_facets, narrow
from search.query.query import Query, read_query
from search.query.terms import Term
from search.ranking.exact import find_exact, pages_with
from search.ranking.ranking import Ranked, rank
from search.results.candidates import MAX_HITS, MAX_RANKED, Candidates, public_ids
from search.results.found import Found, FoundKeys, newest_of, unranked
from search.results.hits import make_hits
from search.results.marking import Marker
from search.results.results import Results

PAGE_SIZE = 12
# Pages that hold not all of the words are looked for when fewer hold all.
ENOUGH = 20
# A page with some of the words is shown from this share of the best page's score on.
CLOSE = 0.3
# Characters of tokens between a corrected word and its neighbours where it is surely meant.
NEAR = 60
RELEVANCE, DATE = "relevance", "date"


def find(
    text: str,
    *,
    root: Page,
    facets: Facets = Facets(),  # noqa: B008  (frozen)
    order: str = RELEVANCE,
    page: int = 1,
    size: int = PAGE_SIZE,
    correct: bool = True,
    request: HttpRequest | None = None,
) -> Results:
    """Return one numbered page of what is public at or below `root` and answers a query.

    Any text is answered. With `correct`, a query that finds nothing is answered with the words
    that the site has nearest to those it lacks, or they are offered. `request`
    is only used to make addresses relative to its site.
    """
    query = read_query(text)
    search = _Search(query, root, facets, order, correct)
    found = search.run()
    start = (page - 1) * size
    shown = found.ranked[start : start + size]
    # The tail is in the engine's order; its sections are found when it is shown.
    if (start + size > MAX_RANKED and search.terms and order == RELEVANCE) or order == DATE:
        shown = _with_sections(shown, search.terms)
    marker = Marker(search.terms, search.language, [*query.typed_with_signs, *query.signs])
    hits = make_hits(shown, marker, request=request)
    ids = [each.page_id for each in found.ranked]
    return Results(
        query=query,
        correction=search.corrected_query if search.is_corrected and hits else None,
        offered=search.corrected_query if search.is_offered else None,
        hits=tuple(hits),
        total=len(ids),
        is_more=found.is_more,
        has_more=len(ids) > start + size,
        facets=tuple(count_facets(ids)),
        order=order,
    )


@dataclass(frozen=True)
class QueryRun:
    """What a query looked for and found; `correction` where it was answered corrected."""

    query: Query
    terms: Sequence[Term]
    found: Found
    correction: str | None


def run_query(text: str, *, root: Page) -> QueryRun:
    """Return what a query finds at or below `root`, before anything is prepared to be shown."""
    query = read_query(text)
    search = _Search(query, root, Facets(), RELEVANCE, correct=True)
    found = search.run()
    correction = search.corrected_query if search.is_corrected else None
    return QueryRun(query, search.terms, found, correction)


class _Search:
    def __init__(self, query: Query, root: Page, facets: Facets, order: str, correct: bool) -> None:
        self._query, self._root, self._order = query, root, order
        self.language = root.locale.language_code
        self.reading = Reading()
        if query.words:
            self.reading = read_terms(
                query.wanted, query.excluded, language=self.language, correct=correct
            )
        self.terms = self.reading.terms
        self.is_corrected = self.is_offered = False
        self._candidates = Candidates(root, query.place, self.reading.excluded)
        self._candidates.among = narrow(facets, query)

    def run(self) -> Found:
        if self._query.wanted and self.terms:
            return self._found_or_corrected()
        if self._query.wanted or self.reading.excluded:
            return Found([])
        if self._query.signs or self._candidates.among is not None:
            return self._all_selected()
        return Found([])

    @property
    def corrected_query(self) -> str:
        """Return the query with its slips corrected."""
        return correct_text(self._query.text, self.reading.corrections)

    def _found_or_corrected(self) -> Found:
        """Return what was found, or what its correction finds where that is surely meant.

        Words of its own that a site lacks are as often new to it as they are slips.
        """
        if not self.reading.corrected:
            return self._in_order()
        typed, whole = self.terms, self._candidates.with_all(self.terms)
        if whole.is_more or public_among(whole.keys, root=self._root):
            return self._in_order(whole)
        self.terms = self.reading.corrected
        meant = self._in_order()
        if meant.has_all and self._stand_near(meant):
            self.is_corrected = True
            return meant
        self.terms, self.is_offered = typed, bool(meant.ranked)
        return self._in_order(whole)

    def _in_order(self, whole: FoundKeys | None = None) -> Found:
        """Return what was found; `whole` are the pages with all terms, where they are known."""
        return self._newest_first() if self._order == DATE else self._best_first(whole)

    def _stand_near(self, found: Found) -> bool:
        """Tell whether a page has the corrected words near those beside them in the query."""
        keys = [each.page_id for each in found.ranked[:MAX_RANKED]]
        return any(each.corrected_gap <= NEAR for each in rank(keys, self.terms))

    def _best_first(self, whole: FoundKeys | None = None) -> Found:
        terms = self.terms
        complete, is_more = whole or self._candidates.with_all(terms)
        partial: list[int] = []
        if len(complete) < ENOUGH and len(terms) > 1 and not any(t.is_phrase for t in terms):
            held = set(complete)
            partial = [key for key in self._candidates.with_some(terms) if key not in held]
        public = public_among([*complete, *partial], root=self._root)
        if is_more and len(public) < len(complete) // 2 and self._candidates.narrow_to_public():
            return self._best_first()
        complete, partial = ([key for key in keys if key in public] for keys in (complete, partial))
        complete = self._exact_first(complete)
        first = [*complete[:MAX_RANKED], *partial[: engine().most_partial - len(complete)]]
        ranked = rank(first, terms, find_exact(self._query.typed_with_signs, first))
        held = set(complete)
        least = CLOSE * ranked[0].score if ranked else 0
        shown = [each for each in ranked if each.page_id in held or each.score >= least]
        rest = map(unranked, complete[MAX_RANKED:])
        return Found([*shown, *rest], is_more, has_all=bool(complete))

    def _exact_first(self, keys: list[int]) -> list[int]:
        """Return pages in their order, those first that hold what was typed with its signs."""
        if len(keys) <= MAX_RANKED or not self._query.typed_with_signs:
            return keys
        exact = pages_with(self._query.typed_with_signs, keys)
        return sorted(keys, key=lambda key: key not in exact)

    def _newest_first(self) -> Found:
        keys, is_more = self._candidates.newest(self.terms)
        public = public_among(keys, root=self._root)
        if is_more and len(public) < len(keys) // 2 and self._candidates.narrow_to_public():
            return self._newest_first()
        if not public and len(self.terms) > 1:
            return newest_of(self._best_first())
        return Found([unranked(key) for key in keys if key in public], is_more, bool(public))

    def _all_selected(self) -> Found:
        """Return all pages that the facets select, newest first.

        Where signs alone were typed, which no index holds: those of the newest that hold them.
        """
        pages = SearchPage.objects.filter(pk__in=public_ids(self._root))
        if self._candidates.among is not None:
            pages = pages.filter(pk__in=self._candidates.among)
        newest = pages.order_by(F("date").desc(nulls_last=True), "-pk")
        keys = list(newest.values_list("pk", flat=True)[: MAX_HITS + 1])
        found, is_more = keys[:MAX_HITS], len(keys) > MAX_HITS
        if not self._query.signs:
            return Found([*map(unranked, found)], is_more)
        held = pages_with(self._query.signs, found)
        exact = find_exact(self._query.signs, held)
        return Found([
            Ranked(key, 0.0, min(exact[key][1])) for key in found if key in exact
        ])  # fmt: skip


def _with_sections(shown: Sequence[Ranked], terms: Sequence[Term]) -> list[Ranked]:
    """Return pages in their order, each with its best section."""
    found = {each.page_id: each for each in rank([each.page_id for each in shown], terms)}
    return [found.get(each.page_id, each) for each in shown]
