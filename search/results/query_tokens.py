"""Holds what a query looks for in texts of one language, and what it is worth to find it."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from search.analysis.function_words import function_tokens
from search.analysis.words import chunks, unsigned
from search.query.terms import Form, Term, TokenRow
from search.ranking.exact import exact_pattern

# Letters of a token that stand in its words.
HINT = 3
# What the rarest term counts for more than one that all pages hold.
RARE = 0.5
# All parts of an identifier, apart; one of them.
ALL_PARTS, ONE_PART = 0.9, 0.4
# A word that says little, in what holds another.
QUIET = 0.3
# What was typed with its signs, beside what its parts are worth.
TYPED = 1.0

# What is found in a text: a token, tokens in a row, or what was typed with its signs.
Token = str | TokenRow


class QueryTokens:
    """The tokens that a query's telling terms are found by: single ones, rows, beginnings."""

    def __init__(self, terms: Collection[Term], language: str, typed: Sequence[str] = ()) -> None:
        self._telling = _telling(terms, language)
        others = [term for term in terms if term not in self._telling]
        # These are not marked, but `get_count` is nearer to "get count" than `count` is.
        self.quiet = {term.forms[0].tokens[0] for term in others}
        self._forms = forms = [form for term in self._telling for form in term.forms]
        # Marked in a row: a phrase, or what the site's list calls it. A phrase's words by
        # themselves only where none stand so.
        self.phrases = {form.tokens for term in terms if term.is_phrase for form in term.forms}
        synonyms = {form.tokens for form in forms if form.is_synonym}
        self.in_rows = {row for row in self.phrases | synonyms if len(row) > 1}
        # An identifier is marked as a whole, its parts only where it stands in no other way.
        self.identifiers = {form.tokens for form in forms if len(form.tokens) > 1} - self.in_rows
        # Of a word such as `strictTypes`, the rows of its parts.
        self.parts_of = {
            form.tokens[0]: {other.tokens for other in term.forms if len(other.tokens) > 1}
            for term in self._telling
            for form in term.forms
            if len(form.tokens) == 1 and not form.is_begun and len(term.forms) > 1
        }
        self.single = {
            form.tokens[0] for form in forms if len(form.tokens) == 1 and not form.is_begun
        }
        self._begun = tuple(form.tokens[0] for form in forms if form.is_begun)
        self.typed = {text: (exact_pattern(text), _tokens_of(text, language)) for text in typed}
        self._bits = {token: 1 << place for place, token in enumerate(self._countable())}
        self._options = [list(self._options_of(term)) for term in self._telling]
        self._worth_of_bits: dict[int, float] = {}

    @cached_property
    def hint(self) -> re.Pattern[str]:
        """Return what stands in each word that is looked for.

        Stems keep the beginnings of their words, but for a few irregular ones.
        """
        tokens = {token for form in self._forms for token in form.tokens}
        hints = {re.escape(unsigned(token)[:HINT]) for token in tokens} or {"(?!)"}
        return re.compile("|".join(sorted(hints)), re.IGNORECASE)

    def begun_among(self, tokens: Collection[str]) -> set[str]:
        """Return the tokens that begin as a word that is still being typed."""
        begun = self._begun
        return {token for token in tokens if token.startswith(begun)} if begun else set()

    def bits(self, tokens: Collection[Token]) -> int:
        """Return tokens that were found as a set that is quick to join: each is a bit."""
        found = 0
        for token in tokens:
            bit = self._bits.get(token)
            if bit is None:
                begun = (each for each in self._begun if str(token).startswith(each))
                bit = self._bits[token] = self._bits.get((next(begun, ""), ""), 0)
            found |= bit
        return found

    def worth(self, bits: int) -> float:
        """Return what it is worth to a reader that these stand together: about one a term."""
        if bits not in self._worth_of_bits:
            held = (
                max((worth for needed, worth in options if bits & needed == needed), default=0.0)
                for options in self._options
            )
            typed = TYPED * sum(bool(bits & self._bits[text]) for text in self.typed)
            quiet = QUIET * sum(bool(bits & self._bits[token]) for token in self.quiet)
            self._worth_of_bits[bits] = sum(held) + typed + quiet
        return self._worth_of_bits[bits]

    def are_all_in(self, found: Collection[Token]) -> bool:
        """Tell whether the tokens that were found are all that is looked for."""
        words = {token for token in found if isinstance(token, str)}

        def is_in(form: Form) -> bool:
            if form.is_begun:
                return any(word.startswith(form.tokens[0]) for word in words)
            return form.tokens in found or words.issuperset(form.tokens)

        terms = self._telling
        if not terms or not self.typed.keys() <= set(found):
            return False
        return all(any(map(is_in, term.forms)) for term in terms)

    def _countable(self) -> Iterator[Token]:
        """Yield once each what `bits` tells apart; a beginning is a row with nothing behind it."""
        tokens: dict[Token, None] = dict.fromkeys([*self.typed, *self.quiet])
        for form in self._forms:
            if form.is_begun:
                tokens[form.tokens[0], ""] = None
            else:
                tokens.update(dict.fromkeys(form.tokens))
                tokens[form.tokens] = None
        return iter(tokens)

    def _options_of(self, term: Term) -> Iterator[tuple[int, float]]:
        """Yield what may stand for a term, as bits, each with its worth."""
        rarest = max(each.idf for each in self._telling) or 1.0
        whole = 1 + RARE * term.idf / rarest
        for form in term.forms:
            worth = whole * form.weight
            if form.is_begun:
                yield self._bits[form.tokens[0], ""], worth
                continue
            if len(form.tokens) == 1:
                yield self._bits[form.tokens[0]], worth
                continue
            yield self._bits[form.tokens], worth
            parts = [self._bits[token] for token in form.tokens]
            joined = 0
            for part in parts:
                joined |= part
                yield part, ONE_PART * worth
            yield joined, ALL_PARTS * worth


def _tokens_of(text: str, language: str) -> frozenset[Token]:
    """Return all that a text is looked up by: its tokens, and those of an identifier as one."""
    read = list(chunks(text, language))
    tokens = {token for chunk in read for token in (*chunk.tokens, *chunk.beside, *chunk.glued)}
    return frozenset([*tokens, *(chunk.tokens for chunk in read)])


def _telling(terms: Collection[Term], language: str) -> Collection[Term]:
    """Return the terms that say something, or all where none does."""
    quiet = function_tokens(language)
    return [term for term in terms if quiet.isdisjoint(term.forms[0].tokens)] or terms
