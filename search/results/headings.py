"""Finds the titles and headings that hold all that was typed."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from django.http import HttpRequest
from wagtail.models import Page

from search.analysis.text import fold
from search.database.statements import AnyOf, Statement
from search.models import SearchPage, SearchSection
from search.public.light_pages import FIELDS, light_page
from search.query.terms import Term
from search.results.results import Suggestion, Suggestions
from search.typography.marks import APOSTROPHE
from search.typography.typesetting import typeset

MAX_SHOWN = 5
# Of one heading that many pages have, so many are shown.
MAX_ALIKE = 2

_TITLES = Statement(
    lambda: SearchPage.objects.filter(AnyOf("pk", "keys")).values_list(
        "pk", "title_tokens", "page__title"
    )
)
_SECTIONS = Statement(
    lambda: (
        SearchSection.objects.filter(AnyOf("page", "keys"))
        .exclude(anchor="")
        .order_by("page", "position")
        .values_list("page_id", "heading_tokens", "heading", "anchor")
    )
)
_PAGES = Statement(lambda: Page.objects.filter(AnyOf("pk", "keys")).order_by().values_list(*FIELDS))


class _Headed(NamedTuple):
    """A title or heading by its tokens and as it is written, its page and anchor."""

    page_id: int
    tokens: str
    text: str
    anchor: str = ""


class Headings:
    """What some pages have as titles and headings, best page first, for the terms of a query.

    `quiet` are the tokens that say little.
    """

    def __init__(
        self,
        pages: Sequence[int],
        terms: Sequence[Term],
        typed: str,
        request: HttpRequest | None,
        *,
        quiet: Set[str] = frozenset(),
    ) -> None:
        self._pages, self._typed, self._request = pages, _as_typed(typed), request
        self._needles = [[f.needle for f in term.forms if not f.is_begun] for term in terms]
        self._begun = [[f.needle for f in term.forms if f.is_begun] for term in terms]
        self._quiet = quiet
        self._typed_within = re.compile(rf"(?<![^\W_]){re.escape(self._typed)}")

    def suggestions(self) -> Suggestions:
        """Return the titles and headings that hold all terms, each with its address."""
        if not self._pages:
            return Suggestions()
        rows = _TITLES.rows(keys=self._pages)
        titles = self._nearest(rows)
        own = {(page_id, title) for page_id, _tokens, title in rows}
        # A heading that repeats its page's title leads nowhere else.
        sections = self._nearest(
            row for row in _SECTIONS.rows(keys=self._pages) if (row[0], row[2]) not in own
        )
        # Of hundreds of headings ten are shown, and a page is much to read.
        rows = _PAGES.rows(keys={each.page_id for each in (*titles, *sections)})
        pages = {page.pk: page for page in map(light_page, rows)}
        urls = {key: page.get_url(self._request) or "" for key, page in pages.items()}
        return Suggestions(
            tuple(Suggestion(typeset(each.text), urls[each.page_id]) for each in titles),
            tuple(
                Suggestion(
                    each.text,
                    f"{urls[each.page_id]}#{each.anchor}",
                    typeset(pages[each.page_id].title),
                )
                for each in sections
            ),
        )

    def _nearest(self, rows: Iterable[tuple]) -> list[_Headed]:
        """Return the first of the rows that hold all terms.

        Those that begin as it was typed, then those that go on so, then short ones, then by their
        pages.
        """
        places = {key: place for place, key in enumerate(self._pages)}
        held = [each for row in rows if self._holds_all(each := _Headed(*row))]

        def place(each: _Headed) -> tuple[bool, bool, int, int]:
            text = _as_typed(each.text)
            begins, goes_on = text.startswith(self._typed), self._goes_on(text)
            return not begins, not goes_on, each.tokens.count(" "), places[each.page_id]

        held.sort(key=place)
        alike: Counter[str] = Counter()
        shown = []
        for each in _once_a_page(held):
            alike[each.text] += 1
            # Of titles alike the reader could tell none from another.
            if alike[each.text] <= (MAX_ALIKE if each.anchor else 1):
                shown.append(each)
        return shown[:MAX_SHOWN]

    def _holds_all(self, headed: _Headed) -> bool:
        """Tell whether a title or heading holds all terms.

        Words that say little are no completion, but in what goes on as it was typed.
        """
        lacking = [
            begun
            for needles, begun in zip(self._needles, self._begun, strict=True)
            if not any(needle in headed.tokens for needle in needles)
        ]
        if not lacking:
            return True
        telling = [token for token in headed.tokens.split() if token not in self._quiet]
        tokens = f" {' '.join(telling)} "
        if all(any(needle in tokens for needle in begun) for begun in lacking):
            return True
        return all(lacking) and self._goes_on(_as_typed(headed.text))

    def _goes_on(self, text: str) -> bool:
        return self._typed_within.search(text) is not None


def _as_typed(text: str) -> str:
    """Return a text folded, its apostrophes as keyboards have them."""
    return fold(text).replace(APOSTROPHE, "'")


def _once_a_page(headed: Iterable[_Headed]) -> Iterable[_Headed]:
    """Return the first of those that are alike on one page."""
    first: dict[tuple[int, str], _Headed] = {}
    for each in headed:
        first.setdefault((each.page_id, each.text), each)
    return first.values()
