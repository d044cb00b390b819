"""Suggests what a query that is being typed may become: titles, sections, tags, words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, TextField
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from search.analysis.letters import is_word
from search.analysis.text import fold
from search.database.engines import engine
from search.database.interface import BEST_FIRST, NO_ORDER, Group, Match
from search.database.statements import AnyOf, Slot, Statement
from search.index.protocol import TAG
from search.models import SearchPage, SearchSection, SearchTopic
from search.public.light_pages import FIELDS, light_page
from search.public.visibility import public_among
from search.query.query import Query, read_query
from search.query.reading import read_terms
from search.query.speller import completions
from search.query.terms import Term
from search.results.results import Suggestion, Suggestions

MAX_SHOWN = 5
MAX_WORDS = 6
# Pages among whose titles and headings suggestions are looked for.
MAX_PAGES = 40
# Pages of one word or tag that are tried until a public one is found.
TRIED = 10
MIN_PREFIX = 2

_PAGE_FIELDS = tuple(f"page__{name}" for name in FIELDS)
_TITLES = Statement(
    lambda: SearchPage.objects.filter(AnyOf("pk", "keys")).values_list(
        "pk", "title_tokens", *_PAGE_FIELDS
    )
)
_SECTIONS = Statement(
    lambda: (
        SearchSection.objects.filter(AnyOf("page", "keys"))
        .exclude(anchor="")
        .order_by("page", "position")
        .values_list(
            "page_id", "heading_tokens", "anchor", "heading", *(f"page__{n}" for n in _PAGE_FIELDS)
        )
    )
)
_TAGS = Statement(
    lambda: (
        SearchTopic.objects.filter(
            engine().beginning("folded", Slot("prefix", TextField())), kind=TAG
        )
        .values_list("slug", "name")
        .annotate(count=Count("pk"))
        .order_by("-count", "slug")[:MAX_SHOWN]
    )
)
_TAGGED = Statement(
    lambda: (
        SearchTopic.objects.filter(kind=TAG, slug=Slot("slug"))
        .order_by()
        .values_list("page")[:TRIED]
    )
)


def suggest(text: str, *, root: Page, request: HttpRequest | None = None) -> Suggestions:
    """Return what is public at or below `root` and begins like a text; any text is answered."""
    query = read_query(text)
    words = [word for word in query.wanted if not word.is_phrase]
    if not words or len(fold(query.text)) < MIN_PREFIX:
        return Suggestions()
    return _Suggester(query, root, request).suggestions()


class _Suggester:
    def __init__(self, query: Query, root: Page, request: HttpRequest | None) -> None:
        self._query, self._root, self._request = query, root, request
        language = root.locale.language_code
        self._terms = read_terms(query.wanted, (), language=language, correct=True).terms

    def suggestions(self) -> Suggestions:
        keys, tags, words = self._pages_by_heading(), self._tags(), self._completions()
        tried = {key for found in (*tags.values(), *words.values()) for key in found}
        public = public_among(tried.union(keys), root=self._root)
        pages = [key for key in keys if key in public]
        return Suggestions(
            titles=tuple(self._titles(pages)),
            sections=tuple(self._sections(pages)),
            tags=tuple(tag for tag, found in tags.items() if public.intersection(found)),
            completions=tuple(text for text, found in words.items() if public.intersection(found)),
        )

    def _pages_by_heading(self) -> list[int]:
        """Return the pages whose title or headings hold all terms, best first, public or not."""
        groups = [term.group for term in self._terms]
        # So many words begin with two letters that to weigh them says little and takes long.
        order = NO_ORDER if len(fold(self._query.text)) == MIN_PREFIX else BEST_FIRST
        match = Match(groups, place="heading", order=order, limit=MAX_PAGES)
        return engine().find(match) if groups else []

    def _titles(self, pages: Sequence[int]) -> Iterator[Suggestion]:
        rows = _TITLES.rows(keys=pages) if pages else []
        for each in nearest_headings(rows, pages, self._terms):
            page = light_page(each.values)
            yield Suggestion(page.title, page.get_url(self._request) or "")

    def _sections(self, pages: Sequence[int]) -> Iterator[Suggestion]:
        rows = _SECTIONS.rows(keys=pages) if pages else []
        for each in nearest_headings(rows, pages, self._terms):
            anchor, heading, *values = each.values
            page = light_page(values)
            url = f"{page.get_url(self._request) or ''}#{anchor}"
            yield Suggestion(heading, url, page.title)

    def _tags(self) -> dict[Suggestion, list[int]]:
        """Return the tags that begin like the query, each with some of its pages."""
        found = {}
        for slug, name, _count in _TAGS.rows(prefix=fold(self._query.text)):
            address = f"{reverse('search')}?{urlencode({'tag': slug})}"
            found[Suggestion(name, address)] = _TAGGED.column(slug=slug)
        return found

    def _completions(self) -> dict[str, list[int]]:
        """Return the query with its last word completed, each with some pages of that word."""
        before, space, last = self._query.text.rpartition(" ")
        if len(last) < MIN_PREFIX or not is_word(last):
            return {}
        # One of each token; the most frequent.
        known = completions(fold(last), 2 * MAX_WORDS)
        found = list({each.token: each for each in reversed(known)}.values())[::-1][:MAX_WORDS]
        return {
            f"{before}{space}{each.word}": engine().find(
                Match([Group(((each.token,),), 1.0)], order=NO_ORDER, limit=TRIED)
            )
            for each in found
        }


class _Headed(NamedTuple):
    """A title or heading by its tokens, and what else was read of it."""

    page_id: int
    tokens: str
    values: list


def nearest_headings(
    rows: Iterable[tuple], pages: Sequence[int], terms: Sequence[Term]
) -> list[_Headed]:
    """Return the first of the headings that hold all terms: short ones, then by their pages."""
    places = {key: place for place, key in enumerate(pages)}
    headings = [_Headed(page_id, tokens, values) for page_id, tokens, *values in rows]
    held = [each for each in headings if holds_all(each.tokens, terms)]
    held.sort(key=lambda each: (each.tokens.count(" "), places[each.page_id]))
    return held[:MAX_SHOWN]


def holds_all(tokens: str, terms: Sequence[Term]) -> bool:
    """Tell whether a row of tokens holds every term in one of its forms."""
    return all(any(form.needle in tokens for form in term.forms) for term in terms)
