"""Suggests what a query that is being typed may become: pages, topics, then words."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from urllib.parse import urlencode

from django.db.models import Count, TextField
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from search.analysis.function_words import function_tokens, is_function_word
from search.analysis.letters import is_word
from search.analysis.text import fold
from search.database.engines import engine
from search.database.interface import BEST_FIRST, NO_ORDER, Match
from search.database.statements import Slot, Statement
from search.index.protocol import AUTHOR, SERIES, TAG
from search.models import SearchTopic
from search.public.visibility import public_among
from search.query.expansion import MAX_BEGUN, SUSPECTED, read_terms
from search.query.query import Query, read_query
from search.query.speller import completions, count_begun
from search.query.terms import Form, Term
from search.results.completing import COMPLETIONS_READ, TRIED, Completer
from search.results.headings import Headings
from search.results.results import Suggestion, Suggestions

MAX_SHOWN = 5
# Pages among whose titles and headings suggestions are looked for.
MAX_PAGES = 40
MIN_PREFIX = 2

_TOPICS = Statement(
    lambda: (
        SearchTopic.objects.filter(
            engine().beginning("folded", Slot("prefix", TextField())), kind=Slot("kind")
        )
        .values_list("slug", "name")
        .annotate(count=Count("pk"))
        .order_by("-count", "slug")[:MAX_SHOWN]
    )
)
_PAGES_OF_TOPIC = Statement(
    lambda: (
        SearchTopic.objects.filter(kind=Slot("kind"), slug=Slot("slug"))
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
    found = _Suggester(query, root, request).suggestions()
    if text[-1].isspace():
        # The last word is typed in full: it is no beginning of others.
        found = replace(found, completions=())
    shorter = query.text.rpartition(" ")[0]
    if found == Suggestions() and len(words) > 1 and len(fold(shorter)) >= MIN_PREFIX:
        # Nothing has the word that was just begun: what there was before it stays.
        return _Suggester(read_query(shorter), root, request).suggestions()
    return found


def suggest_headings(text: str, *, root: Page, request: HttpRequest | None = None) -> Suggestions:
    """Return the public titles and sections at or below `root` that hold all words of a text."""
    query = read_query(text)
    if not query.wanted or len(fold(query.text)) < MIN_PREFIX:
        return Suggestions()
    return _Suggester(query, root, request).headings()


class _Suggester:
    def __init__(self, query: Query, root: Page, request: HttpRequest | None) -> None:
        self._query, self._root, self._request = query, root, request
        self._language = root.locale.language_code
        self._folded = fold(query.text)
        self._reading = read_terms(query.wanted, (), language=self._language, correct=True)
        self._terms = self._with_last_begun(self._reading.terms)

    def _with_last_begun(self, terms: Sequence[Term]) -> list[Term]:
        """Return terms, of which the last may also be the beginning of a word of the site's."""
        last = self._folded.rpartition(" ")[2]
        if not terms or not is_word(last):
            return list(terms)
        if len(last) < MIN_PREFIX:
            # Words of one letter are many: what is found by the others is looked through for it.
            return [*terms[:-1], Term((Form((last,), is_begun=True),), documents=0, idf=0.0)]
        if len(last) > MIN_PREFIX:
            # While a word is typed it is a beginning, and no slip of another; `ins` is no `in`.
            shorter = {
                each for each in function_tokens(self._language) if not each.startswith(last)
            }
            if is_function_word(last, self._language):
                shorter = set()
            forms = tuple(
                form
                for form in terms[-1].forms
                if form.weight != SUSPECTED and not shorter.issuperset(form.tokens)
            )
            return [*terms[:-1], replace(terms[-1], forms=forms or terms[-1].forms)]
        # A word of two letters that the site has is looked up as a beginning by nothing else.
        begun = [Form((each.token,), 0.5) for each in completions(last, COMPLETIONS_READ)]
        if len(terms) > 1 and count_begun(last) <= MAX_BEGUN:
            # With words before it that is quick, and what they head goes on to be there.
            begun.append(Form((last,), 0.5, is_begun=True))
        return [*terms[:-1], replace(terms[-1], forms=(*terms[-1].forms, *begun))]

    def headings(self) -> Suggestions:
        keys = self._pages_as_meant()
        public = public_among(keys, root=self._root)
        pages = [key for key in keys if key in public]
        return self._headings_of(pages)

    def suggestions(self) -> Suggestions:
        keys = self._pages_as_meant()
        topics = {kind: self._topics(kind) for kind in (AUTHOR, SERIES, TAG)}
        completer = Completer(self._query, self._terms, self._language)
        words = completer.completions(is_headed=bool(keys))
        tried = set(chain(*words.values(), *(on for of in topics.values() for on in of.values())))
        public = public_among(tried.union(keys), root=self._root)
        pages = [key for key in keys if key in public]
        shown = {
            kind: tuple(topic for topic, on in found.items() if public.intersection(on))
            for kind, found in topics.items()
        }
        return replace(
            self._headings_of(pages),
            authors=shown[AUTHOR],
            series=shown[SERIES],
            tags=shown[TAG],
            completions=tuple(text for text, on in words.items() if public.intersection(on)),
        )

    def _pages_as_meant(self) -> list[int]:
        """Return the pages by their headings, with corrected terms where these lead to none."""
        keys = self._pages_by_heading()
        if not keys and self._reading.corrected:
            self._terms = self._with_last_begun(self._reading.corrected)
            keys = self._pages_by_heading()
        return keys

    def _pages_by_heading(self) -> list[int]:
        """Return the pages whose title or headings hold all terms, best first, public or not."""
        groups = [term.group for term in self._terms if term.idf]
        if not groups:
            return []
        # So many words begin with two letters that to weigh them says little and takes long.
        order = NO_ORDER if len(self._folded) == MIN_PREFIX else BEST_FIRST
        match = Match(groups, place="title", order=order, limit=MAX_PAGES)
        titled = engine().find(match)
        return list(dict.fromkeys([*titled, *engine().find(replace(match, place="heading"))]))

    def _headings_of(self, pages: Sequence[int]) -> Suggestions:
        quiet = function_tokens(self._language)
        headings = Headings(pages, self._terms, self._folded, self._request, quiet=quiet)
        return headings.suggestions()

    def _topics(self, kind: str) -> dict[Suggestion, list[int]]:
        """Return the topics of a kind that begin like the query, each with some of its pages."""
        found = {}
        for slug, name, _count in _TOPICS.rows(prefix=self._folded, kind=kind):
            address = f"{reverse('search')}?{urlencode({kind: slug})}"
            found[Suggestion(name, address)] = _PAGES_OF_TOPIC.column(kind=kind, slug=slug)
        return found
