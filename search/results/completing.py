"""Completes the last word of a query that is being typed, as the site's pages write it."""

import re
from collections.abc import Sequence
from itertools import islice

from search.analysis.function_words import function_tokens, is_function_word
from search.analysis.letters import MARKS
from search.analysis.text import fold
from search.analysis.words import chunks
from search.database.engines import engine
from search.database.interface import NO_ORDER, Group, Match
from search.query.query import Query
from search.query.speller import Known, completions
from search.query.terms import Term, TokenRow
from search.results.word_rows import is_name, words_going_on

MAX_WORDS = 6
# Words that are read to choose them from.
COMPLETIONS_READ = 12
# Words in a smaller share of the most frequent one's pages are left out.
LEAST_SHARE = 0.1
# Letters from which on a beginning says which word is meant.
TELLING = 4
# Pages that are read for the words that go on behind others.
ROWS_READ = 20
# Pages of one word that are tried until a public one is found.
TRIED = 10

# The beginning of a word at the end of a text, or of an identifier's or a compound's last part.
_BEGUN = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])+$")


class Completer:
    """Completes the last word of a query, which is read as some terms."""

    def __init__(self, query: Query, terms: Sequence[Term], language: str) -> None:
        self._query, self._terms, self._language = query, terms, language

    def completions(self, *, is_headed: bool) -> dict[str, list[int]]:
        """Return the query with its last word completed, each with some pages of its words.

        As pages spell the words; what reads like an identifier comes last. None of several words
        for which there are headings: these complete them better.
        """
        begun = _BEGUN.search(self._query.text)
        if not self._terms or begun is None or is_function_word(fold(begun[0]), self._language):
            return {}
        before = self._query.text[: begun.start()]
        if before and is_headed:
            return {}
        if " " in before:
            return self._rows_going_on(before, begun[0])
        # A sign alone before it, as in `@ax`, belongs to a name.
        if before and not any(map(str.isalnum, before)):
            return {}
        row = tuple(token for chunk in chunks(before, self._language) for token in chunk.tokens)
        return self._words_behind(before, row, fold(begun[0]))

    def _words_behind(self, before: str, row: TokenRow, begun: str) -> dict[str, list[int]]:
        """Return a text with each word behind it that begins so and stands behind a row."""
        matches = (
            (f"{before}{each.shown}", self._pages_with(Group(((*row, each.token),), 1.0)))
            for each in self._words_beginning(begun)
        )
        return dict(islice(((text, keys) for text, keys in matches if keys), MAX_WORDS))

    def _words_beginning(self, begun: str) -> list[Known]:
        """Return words that begin so, of each token the most frequent.

        What another word of them begins with comes before it: whoever types that comes by it.
        Names of code only where no plain word begins so, and none that few pages have beside
        others.
        """
        found = completions(begun, COMPLETIONS_READ)
        found = [each for each in found if not is_name(each.shown)] or found
        known = [
            each
            for each in found
            if not is_function_word(each.word, self._language)
            # Numbered names, `example1` and the like, tell nothing.
            and (each.word.isalpha() or not begun.isalpha())
        ]
        known = list({each.token: each for each in reversed(known)}.values())[::-1]
        least = LEAST_SHARE * max((each.documents for each in known), default=0)
        known = [each for each in known if each.documents >= least]
        words = [each.word for each in known]

        def place(each: Known) -> tuple[int, int]:
            within = [number for number, word in enumerate(words) if each.word.startswith(word)]
            return max(within), len(each.word)

        return sorted(known, key=place)

    def _rows_going_on(self, before: str, begun: str) -> dict[str, list[int]]:
        """Return a text of several words with its last completed, as pages go on behind them.

        What is typed in full is offered where pages hold all of it. Behind function words alone
        that no page has so, a word of some letters may be any.
        """
        groups = self._groups_before_last()
        pages = self._pages_with(*groups, self._terms[-1].group, limit=ROWS_READ)
        row = self._typed_before(before)
        rows = words_going_on(row, begun, pages, self._language)
        if not rows and not self._words_beginning(fold(begun)):
            return {self._query.text: pages[:TRIED]}
        if not rows and len(begun) >= TELLING and is_function_word(fold(row[0]), self._language):
            return self._words_behind(before, (), fold(begun))
        return {f"{before}{word}": on[:TRIED] for word, on in islice(rows.items(), MAX_WORDS)}

    def _pages_with(self, *groups: Group, limit: int = TRIED) -> list[int]:
        return engine().find(Match(groups, order=NO_ORDER, limit=limit))

    def _typed_before(self, before: str) -> list[str]:
        """Return the words before the last, from the last telling one on."""
        words = before.split()
        telling = [not is_function_word(fold(word), self._language) for word in words]
        return words[max((place for place, tells in enumerate(telling) if tells), default=0) :]

    def _groups_before_last(self) -> list[Group]:
        """Return the words before the last that say what is looked for; all, where none does."""
        quiet = function_tokens(self._language)
        before = self._terms[:-1]
        telling = [term.group for term in before if term.forms[0].tokens[0] not in quiet]
        return telling or [term.group for term in before]
