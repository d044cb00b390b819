"""Finds in a text the places of what a query looks for."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from search.analysis.function_words import function_tokens
from search.analysis.text import normalise
from search.analysis.words import CHUNK, chunks, read_chunk, unsigned
from search.query.terms import Form, Term, TokenRow
from search.ranking.exact import exact_pattern

# Letters of a token that stand in its words.
HINT = 3
# Between words that stand together.
_SPACE, _APART = re.compile(r"\s"), re.compile(r"\w|\n|.{4}")


class Span(NamedTuple):
    """A place in a text, and the tokens that were found there."""

    start: int
    end: int
    tokens: frozenset[str | TokenRow]


class _Run(NamedTuple):
    """A run of text: its place, its tokens in a row, all of them, and the identifiers it holds."""

    start: int
    end: int
    row: TokenRow
    tokens: frozenset[str]
    identifiers: frozenset[TokenRow]


class Marker:
    """Finds in texts of one language what a query looks for, and what was typed with signs."""

    def __init__(self, terms: Collection[Term], language: str, typed: Sequence[str] = ()) -> None:
        self._telling = _telling(terms, language)
        forms = [form for term in self._telling for form in term.forms]
        # Of so many tokens no text holds more.
        self.most = len({token for form in forms for token in form.tokens}) + len(typed)
        # Marked in a row: a phrase, or what the site's list calls it. A phrase's words by
        # themselves only where none stand so.
        phrases = {form.tokens for term in terms if term.is_phrase for form in term.forms}
        others = {form.tokens for form in forms if form.is_synonym}
        self._in_rows = {row for row in phrases | others if len(row) > 1}
        self._phrases = phrases
        # An identifier is marked as a whole, its parts only where it stands in no other way.
        self._identifiers = {form.tokens for form in forms if len(form.tokens) > 1} - self._in_rows
        # Of a word such as `strictTypes`, the rows of its parts.
        self._parts_of = {
            form.tokens[0]: {other.tokens for other in term.forms if len(other.tokens) > 1}
            for term in self._telling
            for form in term.forms
            if len(form.tokens) == 1 and not form.is_begun and len(term.forms) > 1
        }
        self._wanted = {
            form.tokens[0] for form in forms if len(form.tokens) == 1 and not form.is_begun
        }
        self._begun = tuple(form.tokens[0] for form in forms if form.is_begun)
        self._typed = {text: (exact_pattern(text), _tokens_of(text, language)) for text in typed}
        self._language = language
        self._seen: dict[str, tuple[TokenRow, frozenset[str], frozenset[TokenRow]]] = {}
        # Stems keep the beginnings of their words, but for a few irregular ones.
        tokens = {token for form in forms for token in form.tokens}
        hints = {re.escape(unsigned(token)[:HINT]) for token in tokens} or {"(?!)"}
        self._hint = re.compile("|".join(sorted(hints)), re.IGNORECASE)

    def spans(self, text: str) -> list[Span]:
        """Return the places in a text of what was looked for, with the tokens found there."""
        runs = [
            _Run(match.start(), match.end(), *self._found_in(match[0]))
            for start, end in self._regions_to_read(text)
            for match in CHUNK.finditer(text, start, end)
        ]
        rows = self._rows_among(runs, text) if self._in_rows else {}
        stand_so = set(rows.values())
        whole = {row for run in runs for row in run.identifiers}
        whole |= {row for run in runs for row in self._rows_of_parts(run)}
        apart = (self._identifiers - whole) | (self._phrases - stand_so)
        parts = {token for row in apart for token in row}
        spans = []
        for number, run in enumerate(runs):
            row = [rows[number]] if number in rows else []
            found: list[str | TokenRow] = [*run.identifiers, *row]
            own = {part for row in self._rows_of_parts(run) for part in row}
            found += (run.tokens & (self._wanted | parts | own)) | self._begun_among(run.tokens)
            if found:
                spans.append(Span(run.start, run.end, frozenset(found)))
        return self._with_typed(spans, text) if self._typed else spans

    def is_all_in(self, text: str) -> bool:
        """Tell whether a text holds all that a query looks for."""
        found = frozenset().union(*(span.tokens for span in self.spans(text)))
        words = {token for token in found if isinstance(token, str)}

        def is_in(form: Form) -> bool:
            if form.is_begun:
                return any(word.startswith(form.tokens[0]) for word in words)
            return form.tokens in found or words.issuperset(form.tokens)

        terms, signs = self._telling, self._typed.keys()
        return bool(terms) and signs <= found and all(any(map(is_in, t.forms)) for t in terms)

    def _rows_of_parts(self, run: _Run) -> set[TokenRow]:
        """Return the parts of the words that a run holds whole."""
        words = run.tokens & self._parts_of.keys()
        return {row for word in words for row in self._parts_of[word]}

    def _rows_among(self, runs: Sequence[_Run], text: str) -> dict[int, TokenRow]:
        """Return by the number of a run the row of tokens that it and its neighbours make up."""
        found: dict[int, TokenRow] = {}
        for first, run in enumerate(runs):
            begun = [row for row in self._in_rows if row[: len(run.row)] == run.row]
            for row in begun if run.row else ():
                tokens, last = run.row, first
                while len(tokens) < len(row) and last + 1 < len(runs):
                    if _APART.search(text, runs[last].end, runs[last + 1].start):
                        break
                    last += 1
                    tokens += runs[last].row
                if tokens == row:
                    found.update(dict.fromkeys(range(first, last + 1), row))
        return found

    def _with_typed(self, spans: list[Span], text: str) -> list[Span]:
        """Return spans with what was typed with its signs, in place of its parts elsewhere."""
        for typed, (pattern, tokens) in self._typed.items():
            # Worth more than its parts by themselves.
            tokens_here = frozenset([*tokens, typed])
            places = [Span(*match.span(), tokens_here) for match in pattern.finditer(text)]
            if places:
                others = [
                    span
                    for span in spans
                    if not span.tokens <= tokens
                    and not any(span.start < each.end and each.start < span.end for each in places)
                ]
                spans = sorted([*others, *places], key=lambda span: span[:2])
        return spans

    def _found_in(self, word: str) -> tuple[TokenRow, frozenset[str], frozenset[TokenRow]]:
        """Return the tokens of a run of text, in a row and all, and the identifiers it holds."""
        found = self._seen.get(word)
        if found is None:
            chunk = read_chunk(normalise(word), self._language)
            held = f" {' '.join(chunk.tokens)} "
            rows = frozenset(row for row in self._identifiers if f" {' '.join(row)} " in held)
            found = chunk.tokens, frozenset([*chunk.tokens, *chunk.beside]), rows
            self._seen[word] = found
        return found

    def _begun_among(self, tokens: Collection[str]) -> set[str]:
        begun = self._begun
        return {token for token in tokens if token.startswith(begun)} if begun else set()

    def _regions_to_read(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield what stands between spaces and may hold a match; all where folding matters."""
        if not text.isascii():
            yield 0, len(text)
            return
        last = 0
        for match in self._hint.finditer(text):
            if match.start() >= last:
                start = max(text.rfind(" ", 0, match.start()), text.rfind("\n", 0, match.start()))
                space = _SPACE.search(text, match.start())
                last = space.start() if space else len(text)
                yield start + 1, last


def worth(spans: Sequence[Span]) -> int:
    """Return how many different tokens were found."""
    return len(frozenset().union(*(span.tokens for span in spans)))


def _tokens_of(text: str, language: str) -> frozenset[str | TokenRow]:
    """Return all that a text is looked up by: its tokens, and those of an identifier as one."""
    read = list(chunks(text, language))
    tokens = {token for chunk in read for token in (*chunk.tokens, *chunk.beside, *chunk.glued)}
    return frozenset([*tokens, *(chunk.tokens for chunk in read)])


def _telling(terms: Collection[Term], language: str) -> Collection[Term]:
    """Return the terms that say something, or all where none does."""
    quiet = function_tokens(language)
    return [term for term in terms if quiet.isdisjoint(term.forms[0].tokens)] or terms
