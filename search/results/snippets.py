"""Cuts a few lines around what was found, and marks it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis.function_words import function_tokens
from search.analysis.text import normalise
from search.analysis.words import CHUNK, read_chunk, unsigned
from search.query.terms import Term, TokenRow

LENGTH = 200
# Characters of a section that are looked through.
MAX_READ = 5000
# Characters before what was found in which the beginning of its sentence is looked for.
SENTENCE = 110
# Lines of code before and behind the one with most of what was found.
LINES_BEFORE, LINES_BEHIND = 1, 4

# Letters of a token that stand in its words.
HINT = 3
_SPACE = re.compile(r"\s")
_SENTENCE_END = re.compile(r"[.!?:]\s+(?=[^\sa-z])|[。！？]")


class Span(NamedTuple):
    """A place in a text, and the tokens that were found there."""

    start: int
    end: int
    tokens: frozenset[str | TokenRow]


@dataclass(frozen=True)
class Snippet:
    """A part of a text, and the places of what was found in it, by character."""

    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def html(self) -> SafeString:
        """Return it as safe HTML, with `<mark>` around what was found."""
        parts, place = [], 0
        for start, end in self.marks:
            parts += [escape(self.text[place:start]), "<mark>", escape(self.text[start:end])]
            parts.append("</mark>")
            place = end
        return mark_safe("".join([*parts, escape(self.text[place:])]))


class Marker:
    """Marks in texts of one language what a query looks for."""

    def __init__(self, terms: Collection[Term], language: str) -> None:
        forms = [form for term in _telling(terms, language) for form in term.forms]
        # Of so many tokens no text holds more.
        self.most = len({token for form in forms for token in form.tokens})
        # An identifier is marked as a whole, its parts only where it stands in no other way.
        phrases = {form.tokens for term in terms if term.is_phrase for form in term.forms}
        self._rows = {form.tokens for form in forms if len(form.tokens) > 1} - phrases
        self._wanted = {
            token for form in forms if form.tokens not in self._rows and not form.is_begun
            for token in form.tokens
        }  # fmt: skip
        self._begun = tuple(form.tokens[0] for form in forms if form.is_begun)
        self._language = language
        self._seen: dict[str, tuple[frozenset[str], frozenset[TokenRow]]] = {}
        # Stems keep the beginnings of their words, but for a few irregular ones.
        tokens = {token for form in forms for token in form.tokens}
        hints = {re.escape(unsigned(token)[:HINT]) for token in tokens} or {"(?!)"}
        self._hint = re.compile("|".join(sorted(hints)), re.IGNORECASE)

    def mark(self, text: str) -> SafeString:
        """Return a text as safe HTML, with `<mark>` around the words that were looked for."""
        return _snippet(text, self.spans(text), 0, len(text)).html

    def spans(self, text: str) -> list[Span]:
        """Return the places in a text of what was looked for, with the tokens found there."""
        read = [
            (match, *self._found_in(match[0]))
            for start, end in self._regions_to_read(text)
            for match in CHUNK.finditer(text, start, end)
        ]
        whole = {row for _match, _tokens, rows in read for row in rows}
        parts = {token for row in self._rows - whole for token in row}
        spans = []
        for match, tokens, rows in read:
            found = (tokens & (self._wanted | parts)) | self._begun_among(tokens)
            if found := found.union(*rows):
                spans.append(Span(match.start(), match.end(), frozenset(found)))
        return spans

    def _found_in(self, word: str) -> tuple[frozenset[str], frozenset[TokenRow]]:
        """Return the tokens of a run of text, and which identifiers it holds whole."""
        found = self._seen.get(word)
        if found is None:
            chunk = read_chunk(normalise(word), self._language)
            held = f" {' '.join(chunk.tokens)} "
            rows = frozenset(row for row in self._rows if f" {' '.join(row)} " in held)
            found = frozenset([*chunk.tokens, *chunk.beside]), rows
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

    def excerpt(self, text: str, spans: Sequence[Span], *, is_code: bool) -> Snippet:
        """Return the part of a text with most of what was looked for; its beginning, else."""
        start = _best_start(spans)
        if is_code:
            return _dedented(_snippet(text, spans, *_code_edges(text, start)))
        start, end = _prose_edges(text, start)
        found = _snippet(text, spans, start, end)
        before, after = "… " if start else "", " …" if end < len(text) else ""
        marks = tuple((begin + len(before), stop + len(before)) for begin, stop in found.marks)
        return Snippet(f"{before}{found.text}{after}", marks)


def _telling(terms: Collection[Term], language: str) -> Collection[Term]:
    """Return the terms that say something, or all where none does."""
    quiet = function_tokens(language)
    return [term for term in terms if quiet.isdisjoint(term.forms[0].tokens)] or terms


def worth(spans: Sequence[Span]) -> int:
    """Return how many different tokens were found."""
    return len(frozenset().union(*(span.tokens for span in spans)))


def _best_start(spans: Sequence[Span]) -> int:
    """Return where the window with most different tokens, then most words, begins."""
    best, best_start = (0, 0), 0
    for number, (start, _end, _tokens) in enumerate(spans):
        inside = [tokens for begin, end, tokens in spans[number : number + 30]
                  if end <= start + LENGTH * 3 // 4]  # fmt: skip
        found = (len(frozenset().union(*inside)), len(inside))
        if found > best:
            best, best_start = found, start
    return best_start


def _prose_edges(text: str, start: int) -> tuple[int, int]:
    """Return a window's edges: from the beginning of a sentence, or between words."""
    found = start
    sentences = list(_SENTENCE_END.finditer(text, max(0, found - SENTENCE), found))
    start = max(0, found - LENGTH // 4)
    if found <= SENTENCE:
        start = 0
    elif sentences:
        start = sentences[-1].end()
    else:
        space = text.find(" ", start, start + 40)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start + LENGTH // 2 else end
    return start, end


def _code_edges(text: str, start: int) -> tuple[int, int]:
    """Return the edges of the whole lines around what was found, within blank lines."""
    begin = text.rfind("\n", 0, start) + 1
    for _line in range(LINES_BEFORE):
        before = text.rfind("\n", 0, max(0, begin - 1)) + 1
        if begin and text[before : begin - 1].strip() and start - before <= LENGTH:
            begin = before
    end = _line_end(text, start)
    for _line in range(LINES_BEHIND):
        after = _line_end(text, end + 1)
        if not text[end + 1 : after].strip() or after - begin > 2 * LENGTH:
            break
        end = after
    return begin, end


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _dedented(code: Snippet) -> Snippet:
    """Return lines of code without the indentation that all have."""
    lines = code.text.split("\n")
    text = dedent(code.text)
    width = len(lines[0]) - len(text.split("\n")[0])
    marks = []
    for start, end in code.marks:
        cut = width * (code.text.count("\n", 0, start) + 1)
        marks.append((start - cut, end - cut))
    return Snippet(text, tuple(marks))


def _snippet(text: str, spans: Sequence[Span], start: int, end: int) -> Snippet:
    marks, place = [], start
    for begin, stop, _tokens in spans:
        if begin >= place and stop <= end:
            marks.append((begin - start, stop - start))
            place = stop
    return Snippet(text[start:end], tuple(marks))
