"""What a query that is still being typed may become: titles, sections, tags, words."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page, PageQuerySet

from search.backends import engine
from search.backends.interface import NO_ORDER, Group, Match
from search.models import SearchPage, SearchSection, SearchTopic
from search.protocol import TAG
from search.query import Query, read_query
from search.results import Suggestion, Suggestions
from search.speller import completions
from search.terms import Term, read_terms
from search.visibility import public_pages
from search.words import fold

MAX_SHOWN = 5
MAX_WORDS = 6
# Pages among whose titles and headings suggestions are looked for.
MAX_PAGES = 40
# Pages of one word that are tried until a public one is found.
TRIED = 10
MIN_PREFIX = 2


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
        pages = self._pages() if self._terms else {}
        return Suggestions(
            titles=tuple(self._titles(pages)),
            sections=tuple(self._sections(pages)),
            tags=tuple(self._tags()),
            completions=tuple(self._completions()),
        )

    def _pages(self) -> dict[int, Page]:
        """Return the public pages whose title or headings hold all terms, best first."""
        groups = [
            Group(tuple(form.tokens for form in term.forms), term.idf) for term in self._terms
        ]
        keys = engine().find(Match(groups, place="heading", limit=MAX_PAGES))
        pages = self._public().in_bulk(keys)
        return {key: pages[key] for key in keys if key in pages}

    def _titles(self, pages: dict[int, Page]) -> list[Suggestion]:
        rows = SearchPage.objects.filter(pk__in=pages).values_list("pk", "title_tokens")
        titles = dict(rows) if pages else {}
        held = [key for key in pages if holds_all(titles.get(key, ""), self._terms)]
        # The shorter title is the nearer one.
        held.sort(key=lambda key: titles[key].count(" "))
        return [
            Suggestion(pages[key].title, pages[key].get_url(self._request) or "")
            for key in held[:MAX_SHOWN]
        ]

    def _sections(self, pages: dict[int, Page]) -> list[Suggestion]:
        found = []
        rows = SearchSection.objects.filter(page__in=pages).exclude(anchor="")
        rows = rows.values_list("page_id", "heading_tokens", "anchor", "heading") if pages else ()
        for page_id, tokens, anchor, heading in rows:
            if holds_all(tokens, self._terms):
                page = pages[page_id]
                url = f"{page.get_url(self._request) or ''}#{anchor}"
                found.append((tokens.count(" "), Suggestion(heading, url, page.title)))
        found.sort(key=lambda each: each[0])
        return [suggestion for _length, suggestion in found[:MAX_SHOWN]]

    def _tags(self) -> Iterator[Suggestion]:
        named = engine().beginning("folded", fold(self._query.text))
        rows = SearchTopic.objects.filter(named, kind=TAG).values_list("slug", "name")
        often = rows.annotate(count=Count("pk")).order_by("-count", "slug")[:MAX_SHOWN]
        slugs = [slug for slug, _name, _count in often]
        shown = SearchTopic.objects.filter(
            kind=TAG, slug__in=slugs, page__in=self._public().values("pk")
        )
        public = set(shown.values_list("slug", flat=True)) if slugs else set()
        for slug, name, _count in often:
            if slug in public:
                address = f"{reverse('search')}?{urlencode({'tag': slug})}"
                yield Suggestion(name, address)

    def _completions(self) -> list[str]:
        """Return the query with its last word completed, by words that are public now."""
        before, space, last = self._query.text.rpartition(" ")
        if len(last) < MIN_PREFIX or not last.isalnum():
            return []
        # One of each token; the most frequent.
        known = completions(fold(last), 2 * MAX_WORDS)
        found = list({each.token: each for each in reversed(known)}.values())[::-1][:MAX_WORDS]
        pages = {
            each.word: engine().find(
                Match([Group(((each.token,),), 1.0)], order=NO_ORDER, limit=TRIED)
            )
            for each in found
        }
        tried = {key for keys in pages.values() for key in keys}
        public = set(self._public().filter(pk__in=tried).values_list("pk", flat=True))
        return [f"{before}{space}{word}" for word, keys in pages.items() if public & set(keys)]

    def _public(self) -> PageQuerySet:
        return public_pages(Page.objects.descendant_of(self._root, inclusive=True)).order_by()


def holds_all(tokens: str, terms: Sequence[Term]) -> bool:
    """Tell whether a row of tokens holds every term in one of its forms."""
    return all(any(f" {' '.join(form.tokens)} " in tokens for form in term.forms) for term in terms)
