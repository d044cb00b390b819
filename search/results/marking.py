"""Finds in a text the places of what a query looks for."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from search.analysis.text import normalise
from search.analysis.words import CHUNK, read_chunk
from search.query.terms import Term, TokenRow
from search.results.query_tokens import QueryTokens, Token

# Between words that stand together.
_SPACE, _APART = re.compile(r"\s"), re.compile(r"\w|[\n\t]|.{4}")


class Span(NamedTuple):
    """A place in a text, and the tokens that were found there."""

    start: int
    end: int
    tokens: frozenset[Token]


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
        self.wanted = QueryTokens(terms, language, typed)
        self._language = language
        self._seen: dict[str, tuple[TokenRow, frozenset[str], frozenset[TokenRow]]] = {}

    def spans(self, text: str) -> list[Span]:
        """Return the places in a text of what was looked for, with the tokens found there."""
        wanted = self.wanted
        runs = [
            _Run(match.start(), match.end(), *self._found_in(match[0]))
            for start, end in self._regions_to_read(text)
            for match in CHUNK.finditer(text, start, end)
        ]
        rows = self._rows_among(runs, text) if wanted.in_rows else {}
        stand_so = set(rows.values())
        whole = {row for run in runs for row in run.identifiers}
        whole |= {row for run in runs for row in self._rows_of_parts(run)}
        apart = (wanted.identifiers - whole) | (wanted.phrases - stand_so)
        parts = {token for row in apart for token in row}
        spans = []
        for number, run in enumerate(runs):
            row = [rows[number]] if number in rows else []
            found: list[Token] = [*run.identifiers, *row]
            own = {part for row in self._rows_of_parts(run) for part in row}
            found += (run.tokens & (wanted.single | parts | own)) | wanted.begun_among(run.tokens)
            if found:
                found += run.tokens & wanted.quiet
                spans.append(Span(run.start, run.end, frozenset(found)))
        return self._with_typed(spans, text) if wanted.typed else spans

    def is_all_in(self, text: str) -> bool:
        """Tell whether a text holds all that a query looks for."""
        return self.wanted.are_all_in(frozenset().union(*(s.tokens for s in self.spans(text))))

    def _rows_of_parts(self, run: _Run) -> set[TokenRow]:
        """Return the parts of the words that a run holds whole."""
        words = run.tokens & self.wanted.parts_of.keys()
        return {row for word in words for row in self.wanted.parts_of[word]}

    def _rows_among(self, runs: Sequence[_Run], text: str) -> dict[int, TokenRow]:
        """Return by the number of a run the row of tokens that it and its neighbours make up."""
        found: dict[int, TokenRow] = {}
        for first, run in enumerate(runs):
            begun = [row for row in self.wanted.in_rows if row[: len(run.row)] == run.row]
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
        for typed, (pattern, tokens) in self.wanted.typed.items():
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
            identifiers = self.wanted.identifiers
            rows = frozenset(row for row in identifiers if f" {' '.join(row)} " in held)
            found = chunk.tokens, frozenset([*chunk.tokens, *chunk.beside]), rows
            self._seen[word] = found
        return found

    def _regions_to_read(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield what stands between spaces and may hold a match; all where folding matters."""
        if not text.isascii():
            yield 0, len(text)
            return
        last = 0
        for match in self.wanted.hint.finditer(text):
            if match.start() >= last:
                start = max(text.rfind(border, last, match.start()) for border in " \n\t") + 1
                space = _SPACE.search(text, match.start())
                begin, last = max(start, last), space.start() if space else len(text)
                yield begin, last
