"""Runs a query: finds pages, ranks them, and prepares what is shown of them.

Every read joins the visibility rule, so that the index can't show what is not public.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import F, QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from search.database.engines import engine
from search.database.interface import NEWEST_FIRST, NO_ORDER, Match
from search.index.protocol import Facets
from search.models import SearchPage
from search.public.visibility import public_among, public_pages
from search.query.expansion import Reading, correct_text, read_terms
from search.query.facets import count_facets, narrow
from search.query.query import Query, read_query
from search.query.terms import Term
from search.ranking.ranking import Ranked, rank
from search.results.found import Found, FoundKeys, newest_of, unranked
from search.results.hits import make_hits
from search.results.results import Results

PAGE_SIZE = 12
# Pages that are counted; beyond, the reader is told that there are more.
MAX_HITS = 500
# Pages that are ranked with all that is known of them.
MAX_RANKED = 30
# Of these, so many hold the words in their titles.
MAX_TITLED = 10
# Pages that hold not all of the words are looked for when fewer hold all.
ENOUGH = 20
# Words in more pages than this are looked for in titles and headings first.
COMMON = 1200
# Rare words lead to pages that hold some; as many as stand in so many pages together.
PARTIAL_BUDGET = 5000
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
    hits = make_hits(shown, search.terms, language=search.language, request=request)
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

    terms: Sequence[Term]
    found: Found
    correction: str | None


def run_query(text: str, *, root: Page) -> QueryRun:
    """Return what a query finds at or below `root`, before anything is prepared to be shown."""
    search = _Search(read_query(text), root, Facets(), RELEVANCE, correct=True)
    found = search.run()
    return QueryRun(search.terms, found, search.corrected_query if search.is_corrected else None)


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
        self._among = narrow(facets, query)
        self._place = query.place
        self._is_narrowed = False

    def run(self) -> Found:
        if self._query.wanted and self.terms:
            return self._found_or_corrected()
        if self._among is not None and not self._query.wanted:
            return self._all_selected(self._among)
        return Found([])

    @property
    def corrected_query(self) -> str:
        """Return the query with its slips corrected."""
        return correct_text(self._query.text, self.reading.corrections)

    def _found_or_corrected(self) -> Found:
        """Return what was found, or what its correction finds where that is surely meant.

        Words of its own that a site lacks are as often new to it as they are slips.
        """
        found, typed = self._in_order(), self.terms
        if found.has_all or not self.reading.corrected:
            return found
        self.terms = self.reading.corrected
        meant = self._in_order()
        if meant.has_all and self._stand_near(meant):
            self.is_corrected = True
            return meant
        self.terms, self.is_offered = typed, bool(meant.ranked)
        return found

    def _in_order(self) -> Found:
        return self._newest_first() if self._order == DATE else self._best_first()

    def _stand_near(self, found: Found) -> bool:
        """Tell whether a page has the corrected words near those beside them in the query."""
        keys = [each.page_id for each in found.ranked[:MAX_RANKED]]
        return any(each.corrected_gap <= NEAR for each in rank(keys, self.terms))

    def _best_first(self) -> Found:
        terms = self.terms
        complete, is_more = self._with_all_terms(self._make_match(terms, limit=MAX_HITS))
        partial: list[int] = []
        if len(complete) < ENOUGH and len(terms) > 1 and not any(t.is_phrase for t in terms):
            held = set(complete)
            partial = [key for key in self._with_some_terms() if key not in held]
        public = self._only_public([*complete, *partial])
        if is_more and len(public) < len(complete) // 2 and not self._is_narrowed:
            self._narrow_to_public()
            return self._best_first()
        complete, partial = ([key for key in keys if key in public] for keys in (complete, partial))
        ranked = rank(
            [*complete[:MAX_RANKED], *partial[: engine().most_partial - len(complete)]], terms
        )
        held = set(complete)
        least = CLOSE * ranked[0].score if ranked else 0
        shown = [each for each in ranked if each.page_id in held or each.score >= least]
        rest = map(unranked, complete[MAX_RANKED:])
        return Found([*shown, *rest], is_more, has_all=bool(complete))

    def _with_all_terms(self, match: Match) -> FoundKeys:
        """Return the pages that hold all terms, best first, and whether there are more.

        Where that is thousands, those that hold them in titles or headings are ranked, and the
        others follow as they come: to weigh them all would take too long.
        """
        if match.place:
            return self._find_keys(match)
        # An engine's weights drown a title in a long page that repeats its words.
        titled = self._find_keys(replace(match, place="title")).keys
        rest = match
        if min(term.documents for term in self.terms) > COMMON:
            if len(titled) < MAX_RANKED:
                titled += self._find_keys(replace(match, place="head")).keys
            if len(titled) >= MAX_RANKED:
                rest = replace(match, order=NO_ORDER)
        others, is_more = self._find_keys(rest)
        first = titled[: MAX_TITLED if rest is match else MAX_HITS]
        return FoundKeys(list(dict.fromkeys([*first, *others]))[:MAX_HITS], is_more)

    def _with_some_terms(self) -> list[int]:
        """Return the pages that hold some of the terms, best first."""
        terms = self.terms
        some = self._make_match(_rarest_terms(terms), needs_all=False, limit=engine().most_partial)
        found = self._find_keys(some).keys
        if self._place:
            return found
        titled = replace(self._make_match(terms, needs_all=False, limit=MAX_TITLED), place="title")
        return list(dict.fromkeys([*self._find_keys(titled).keys, *found]))

    def _newest_first(self) -> Found:
        match = replace(self._make_match(self.terms, limit=MAX_HITS), order=NEWEST_FIRST)
        keys, is_more = self._find_keys(match)
        public = self._only_public(keys)
        if is_more and len(public) < len(keys) // 2 and not self._is_narrowed:
            self._narrow_to_public()
            return self._newest_first()
        if not public and len(self.terms) > 1:
            return newest_of(self._best_first())
        return Found([unranked(key) for key in keys if key in public], is_more, bool(public))

    def _all_selected(self, among: QuerySet) -> Found:
        """Return all pages that the facets select, newest first."""
        pages = SearchPage.objects.filter(pk__in=among).filter(pk__in=self._public_ids())
        if self.reading.excluded:
            return Found([])
        newest = pages.order_by(F("date").desc(nulls_last=True), "-pk")
        keys = list(newest.values_list("pk", flat=True)[: MAX_HITS + 1])
        return Found([*map(unranked, keys[:MAX_HITS])], len(keys) > MAX_HITS)

    def _make_match(self, terms: Sequence[Term], *, limit: int, needs_all: bool = True) -> Match:
        return Match(
            groups=[term.group for term in terms],
            excluded=[term.group for term in self.reading.excluded],
            place=self._place,
            needs_all=needs_all,
            among=self._among,
            limit=limit + 1,
        )

    def _find_keys(self, match: Match) -> FoundKeys:
        """Return the pages that match, public or not, and whether more than counted do."""
        keys = engine().find(match)
        return FoundKeys(keys[: match.limit - 1], is_more=len(keys) == match.limit)

    def _only_public(self, keys: Sequence[int]) -> set[int]:
        return public_among(keys, root=self._root)

    def _narrow_to_public(self) -> None:
        """Look among the public pages alone from now on.

        What is not public is usually left out afterwards, which costs least; where that leaves
        too little of what was cut off, it has to be done before.
        """
        among = self._public_ids()
        self._among = among if self._among is None else among.filter(pk__in=self._among)
        self._is_narrowed = True

    def _public_ids(self) -> QuerySet:
        pages = public_pages(Page.objects.descendant_of(self._root, inclusive=True))
        return pages.order_by().values_list("pk", flat=True)


def _with_sections(shown: Sequence[Ranked], terms: Sequence[Term]) -> list[Ranked]:
    """Return pages in their order, each with its best section."""
    found = {each.page_id: each for each in rank([each.page_id for each in shown], terms)}
    return [found.get(each.page_id, each) for each in shown]


def _rarest_terms(terms: Sequence[Term]) -> list[Term]:
    """Return the terms that stand in the fewest pages, at least one, within the budget."""
    rare: list[Term] = []
    budget = PARTIAL_BUDGET
    for term in sorted(terms, key=lambda term: term.documents):
        budget -= term.documents
        if rare and budget < 0:
            break
        rare.append(term)
    return rare
