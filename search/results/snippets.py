"""Cuts a few lines around what was found, and marks it."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis.text import normalise
from search.analysis.words import CHUNK, read_chunk, unsigned
from search.query.terms import Term

LENGTH = 200
# Characters of a section that are looked through.
MAX_READ = 5000

# Letters of a token that stand in its words.
HINT = 3
_SPACE = re.compile(r"\s")


class Span(NamedTuple):
    """A place in a text, and the tokens that were found there."""

    start: int
    end: int
    tokens: frozenset[str]


class Marker:
    """Marks in texts of one language what a query looks for."""

    def __init__(self, terms: Collection[Term], language: str) -> None:
        forms = [form for term in terms for form in term.forms]
        # Of so many tokens no text holds more.
        self.most = len({token for form in forms for token in form.tokens})
        self._wanted = {token for form in forms for token in form.tokens if not form.is_begun}
        self._begun = tuple(form.tokens[0] for form in forms if form.is_begun)
        self._language = language
        self._seen: dict[str, frozenset[str]] = {}
        # Stems keep the beginnings of their words, but for a few irregular ones.
        tokens = self._wanted.union(self._begun)
        hints = {re.escape(unsigned(token)[:HINT]) for token in tokens} or {"(?!)"}
        self._hint = re.compile("|".join(sorted(hints)), re.IGNORECASE)

    def mark(self, text: str) -> SafeString:
        """Return a text as safe HTML, with `<mark>` around the words that were looked for."""
        return _html_with_marks(text, self.spans(text), 0, len(text))

    def spans(self, text: str) -> list[Span]:
        """Return the places in a text of what was looked for, with the tokens found there."""
        spans = []
        for start, end in self._regions_to_read(text):
            for match in CHUNK.finditer(text, start, end):
                if tokens := self._tokens_found_in(match[0]):
                    spans.append(Span(match.start(), match.end(), tokens))
        return spans

    def _tokens_found_in(self, word: str) -> frozenset[str]:
        tokens = self._seen.get(word)
        if tokens is None:
            chunk = read_chunk(normalise(word), self._language)
            every = [*chunk.tokens, *chunk.beside]
            begun = [token for token in every if self._begun and token.startswith(self._begun)]
            tokens = frozenset(self._wanted.intersection(every).union(begun))
            self._seen[word] = tokens
        return tokens

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

    def excerpt(self, text: str, spans: list[Span], *, is_code: bool) -> SafeString:
        """Return the part of a text with most of what was looked for; its beginning, else."""
        start = _best_start(spans)
        start, end = _code_edges(text, start) if is_code else _prose_edges(text, start)
        body = _html_with_marks(text, spans, start, end)
        before = "… " if start and not is_code else ""
        after = " …" if end < len(text) and not is_code else ""
        return mark_safe(f"{before}{body}{after}")


def worth(spans: list[Span]) -> int:
    """Return how many different tokens were found."""
    return len(frozenset().union(*(span.tokens for span in spans)))


def _best_start(spans: list[Span]) -> int:
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
    """Return a window's edges, between words, with some room before what was found."""
    start = max(0, start - LENGTH // 4)
    if start:
        space = text.find(" ", start, start + 40)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start + LENGTH // 2 else end
    return start, end


def _code_edges(text: str, start: int) -> tuple[int, int]:
    """Return the edges of the whole lines around what was found."""
    begin = text.rfind("\n", 0, text.rfind("\n", 0, start) if "\n" in text[:start] else start) + 1
    begin = max(begin, start - LENGTH)
    end = text.find("\n", min(len(text), start + LENGTH // 2))
    end = len(text) if end < 0 else end
    return begin, min(end, begin + 2 * LENGTH)


def _html_with_marks(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    parts, place = [], start
    for begin, stop, _tokens in spans:
        if begin < place or stop > end:
            continue
        parts += [escape(text[place:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
        place = stop
    parts.append(escape(text[place:end]))
    return mark_safe("".join(parts))
