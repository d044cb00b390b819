"""Asks the engine for the pages that may answer a query, public or not."""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import QuerySet
from wagtail.models import Page

from search.database.engines import engine
from search.database.interface import NEWEST_FIRST, NO_ORDER, Match
from search.public.visibility import public_pages
from search.query.terms import Term
from search.results.found import FoundKeys

# Pages that are counted; beyond, the reader is told that there are more.
MAX_HITS = 500
# Pages that are ranked with all that is known of them.
MAX_RANKED = 30
# Of these, so many hold the words in their titles.
MAX_TITLED = 10
# Words in more pages than this are looked for in titles and headings first.
COMMON = 1200
# Rare words lead to pages that hold some; as many as stand in so many pages together.
PARTIAL_BUDGET = 5000


class Candidates:
    """The pages that hold terms at a place of theirs, without what is excluded, among some."""

    def __init__(self, root: Page, place: str, excluded: Sequence[Term]) -> None:
        self._root, self._place = root, place
        self._excluded = [term.group for term in excluded]
        self.among: QuerySet | None = None
        self._is_narrowed = False

    def with_all(self, terms: Sequence[Term]) -> FoundKeys:
        """Return the pages that hold all terms, best first, and whether there are more.

        Where that is thousands, those that hold them in titles or headings are ranked, and the
        others follow as they come: to weigh them all would take too long.
        """
        match = self._match(terms, limit=MAX_HITS)
        if match.place:
            return _find_keys(match)
        # An engine's weights drown a title in a long page that repeats its words.
        titled = _find_keys(replace(match, place="title")).keys
        rest = match
        if min(term.documents for term in terms) > COMMON:
            if len(titled) < MAX_RANKED:
                titled += _find_keys(replace(match, place="head")).keys
            if len(titled) >= MAX_RANKED:
                rest = replace(match, order=NO_ORDER)
        others, is_more = _find_keys(rest)
        first = titled[: MAX_TITLED if rest is match else MAX_HITS]
        return FoundKeys(list(dict.fromkeys([*first, *others]))[:MAX_HITS], is_more)

    def with_some(self, terms: Sequence[Term]) -> list[int]:
        """Return the pages that hold some of the terms, best first."""
        some = self._match(_rarest_terms(terms), needs_all=False, limit=engine().most_partial)
        found = _find_keys(some).keys
        if self._place:
            return found
        titled = replace(self._match(terms, needs_all=False, limit=MAX_TITLED), place="title")
        return list(dict.fromkeys([*_find_keys(titled).keys, *found]))

    def newest(self, terms: Sequence[Term]) -> FoundKeys:
        """Return the pages that hold all terms, newest first."""
        return _find_keys(replace(self._match(terms, limit=MAX_HITS), order=NEWEST_FIRST))

    def narrow_to_public(self) -> bool:
        """Look among the public pages alone from now on; return whether that is new.

        What is not public is usually left out afterwards, which costs least; where that leaves
        too little of what was cut off, it has to be done before.
        """
        if self._is_narrowed:
            return False
        among = public_ids(self._root)
        self.among = among if self.among is None else among.filter(pk__in=self.among)
        self._is_narrowed = True
        return True

    def _match(self, terms: Sequence[Term], *, limit: int, needs_all: bool = True) -> Match:
        return Match(
            groups=[term.group for term in terms],
            excluded=self._excluded,
            place=self._place,
            needs_all=needs_all,
            among=self.among,
            limit=limit + 1,
        )


def public_ids(root: Page) -> QuerySet:
    """Return the ids of the public pages at or below a page."""
    pages = public_pages(Page.objects.descendant_of(root, inclusive=True))
    return pages.order_by().values_list("pk", flat=True)


def _find_keys(match: Match) -> FoundKeys:
    keys = engine().find(match)
    return FoundKeys(keys[: match.limit - 1], is_more=len(keys) == match.limit)


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
