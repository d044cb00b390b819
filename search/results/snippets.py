"""Cuts a few lines around what was found, and marks it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.results.marking import Marker, Span

LENGTH = 200
# Characters of a section that are looked through.
MAX_READ = 5000
# Characters before what was found in which the beginning of its sentence is looked for.
SENTENCE = 110
# Lines of code before and behind the one with most of what was found.
LINES_BEFORE, LINES_BEHIND = 1, 4
_SENTENCE_END = re.compile(r"[.!?:]\s+(?=[^\sa-z])|[。！？]")


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


def marked(text: str, marker: Marker) -> SafeString:
    """Return a text as safe HTML, with `<mark>` around what was looked for."""
    return _snippet(text, marker.spans(text), 0, len(text)).html


def excerpt(text: str, spans: Sequence[Span], *, is_code: bool) -> Snippet:
    """Return the part of a text with most of what was looked for; its beginning, else."""
    start = _best_start(spans)
    if is_code:
        return _dedented(_snippet(text, spans, *_code_edges(text, start)))
    start, end = _prose_edges(text, start)
    found = _snippet(text, spans, start, end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    marks = tuple((begin + len(before), stop + len(before)) for begin, stop in found.marks)
    return Snippet(f"{before}{found.text}{after}", marks)


def opening(text: str, spans: Sequence[Span]) -> Snippet:
    """Return the beginning of a text, with what was found in it."""
    found = _snippet(text, spans, *_prose_edges(text, 0))
    return Snippet(found.text + (" …" if len(found.text) < len(text) else ""), found.marks)


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
