"""Suggests what a query that is being typed may become: pages, topics, then words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice
from urllib.parse import urlencode

from django.db.models import Count, TextField
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from search.analysis.function_words import function_tokens, is_function_word
from search.analysis.letters import MARKS, is_word
from search.analysis.text import fold
from search.analysis.words import chunks
from search.database.engines import engine
from search.database.interface import BEST_FIRST, NO_ORDER, Group, Match
from search.database.statements import Slot, Statement
from search.index.protocol import AUTHOR, SERIES, TAG
from search.models import SearchTopic
from search.public.visibility import public_among
from search.query.expansion import SUSPECTED, read_terms
from search.query.query import Query, read_query
from search.query.speller import Known, completions
from search.query.terms import Form, Term
from search.results.headings import Headings
from search.results.results import Suggestion, Suggestions

MAX_SHOWN = 5
MAX_WORDS = 6
# Words that are read to choose them from.
COMPLETIONS_READ = 12
# Pages among whose titles and headings suggestions are looked for.
MAX_PAGES = 40
# Pages of one word or tag that are tried until a public one is found.
TRIED = 10
MIN_PREFIX = 2

# The beginning of a word at the end of a text, or of an identifier's or a compound's last part.
_BEGUN = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])+$")
# Such a word is an identifier rather than one that a reader would write.
_CAMEL = re.compile("[a-z][A-Z]|[A-Z]{2}[a-z]{2}")

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
            # While a word is typed it is a beginning, and no slip of another.
            forms = tuple(form for form in terms[-1].forms if form.weight != SUSPECTED)
            return [*terms[:-1], replace(terms[-1], forms=forms or terms[-1].forms)]
        # A word of two letters that the site has is looked up as a beginning by nothing else.
        begun = (Form((each.token,), 0.5) for each in completions(last, COMPLETIONS_READ))
        return [*terms[:-1], replace(terms[-1], forms=(*terms[-1].forms, *begun))]

    def headings(self) -> Suggestions:
        keys = self._pages_as_meant()
        public = public_among(keys, root=self._root)
        pages = [key for key in keys if key in public]
        return self._headings_of(pages)

    def suggestions(self) -> Suggestions:
        keys = self._pages_as_meant()
        topics = {kind: self._topics(kind) for kind in (AUTHOR, SERIES, TAG)}
        words = self._completions(is_headed=bool(keys))
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
        return Headings(pages, self._terms, self._folded, self._request).suggestions()

    def _topics(self, kind: str) -> dict[Suggestion, list[int]]:
        """Return the topics of a kind that begin like the query, each with some of its pages."""
        found = {}
        for slug, name, _count in _TOPICS.rows(prefix=self._folded, kind=kind):
            address = f"{reverse('search')}?{urlencode({kind: slug})}"
            found[Suggestion(name, address)] = _PAGES_OF_TOPIC.column(kind=kind, slug=slug)
        return found

    def _completions(self, *, is_headed: bool) -> dict[str, list[int]]:
        """Return the query with its last word completed, each with some pages of its words.

        As pages spell the words; what reads like an identifier comes last. None of several words
        for which there are headings: these complete them better.
        """
        begun = _BEGUN.search(self._query.text)
        if not self._terms or begun is None or is_function_word(fold(begun[0]), self._language):
            return {}
        before = self._query.text[: begun.start()]
        others = self._groups_before_last()
        # A sign alone before it, as in `@ax`, belongs to a name.
        if (others and is_headed) or (before and not any(map(str.isalnum, before))):
            return {}
        found = self._words_beginning(fold(begun[0]))
        if others and not found:
            # What is typed in full is offered where pages hold all of it.
            match = Match([*others, self._terms[-1].group], order=NO_ORDER, limit=TRIED)
            return {self._query.text: engine().find(match)}
        in_row = self._pages_going_on(before, found, is_in_row=True) if others else {}
        return in_row or self._pages_going_on(before, found[:MAX_WORDS], is_in_row=False)

    def _words_beginning(self, begun: str) -> list[Known]:
        """Return words that begin so, of each token the most frequent, plain ones first."""
        known = [
            each
            for each in completions(begun, COMPLETIONS_READ)
            if not is_function_word(each.word, self._language)
            # Numbered names, `example1` and the like, tell nothing.
            and (each.word.isalpha() or not begun.isalpha())
        ]
        known.sort(key=lambda each: _CAMEL.search(each.shown) is not None)
        return list({each.token: each for each in reversed(known)}.values())[::-1]

    def _pages_going_on(
        self, before: str, words: Sequence[Known], *, is_in_row: bool
    ) -> dict[str, list[int]]:
        """Return a text with each of some words behind it that pages hold, and some of these.

        With `is_in_row` the word must stand behind those before it, from the last telling one on.
        """
        typed = self._typed_before(before) if is_in_row else before.rpartition(" ")[2]
        row = tuple(token for chunk in chunks(typed, self._language) for token in chunk.tokens)
        others = self._groups_before_last()
        matches = {
            f"{before}{each.shown}": [*others, Group(((*row, each.token),), 1.0)] for each in words
        }
        held = (
            (text, keys)
            for text, groups in matches.items()
            if (keys := engine().find(Match(groups, order=NO_ORDER, limit=TRIED)))
        )
        return dict(islice(held, MAX_WORDS))

    def _typed_before(self, before: str) -> str:
        """Return what was typed before the last word, from the last telling word on."""
        words = before.split()
        telling = [not is_function_word(fold(word), self._language) for word in words]
        start = max((place for place, tells in enumerate(telling) if tells), default=0)
        return " ".join(words[start:])

    def _groups_before_last(self) -> list[Group]:
        """Return the words before the last that say what is looked for."""
        quiet = function_tokens(self._language)
        terms = self._terms[:-1]
        return [term.group for term in terms if term.forms[0].tokens[0] not in quiet]
