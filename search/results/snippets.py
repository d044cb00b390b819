"""Cuts a few lines around what was found, and marks it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.results.marking import Marker, Span
from search.results.passages import Edges, Passage, code_edges, opening_edges, prose_edges

# Characters of a section that are looked through.
MAX_READ = 5000
CUT = "…"
# The borders of blocks and cells, as a reader sees them in one line.
_BORDER = re.compile(r"(?P<ended>(?<=[.!?:;,。！？])\n)|(?P<block>\n)|(?P<cell>\t)")
_SHOWN = {"ended": " ", "block": " · ", "cell": " | "}


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
    return _snippet(text, marker.spans(text), Edges(0, len(text))).html


def excerpt(text: str, spans: Sequence[Span], passage: Passage, *, is_code: bool) -> Snippet:
    """Return what is shown of a text around a passage of it."""
    if is_code:
        return _dedented(_snippet(text, spans, code_edges(text, passage.start)))
    return _prose(text, spans, prose_edges(text, passage))


def opening(text: str, spans: Sequence[Span]) -> Snippet:
    """Return what introduces a text, with what was found in it."""
    return _prose(text, spans, opening_edges(text, spans))


def readable(text: str) -> str:
    """Return as much of a text as is looked through, cut between words."""
    if len(text) <= MAX_READ:
        return text
    space = max(text.rfind(sign, 0, MAX_READ) for sign in " \n")
    return text[: space if space > 0 else MAX_READ]


def _prose(text: str, spans: Sequence[Span], edges: Edges) -> Snippet:
    found = _in_one_line(_snippet(text, spans, edges))
    before, behind = f"{CUT} " * edges.is_cut_before, f" {CUT}" * edges.is_cut_behind
    return Snippet(f"{before}{found.text}{behind}", _moved(found.marks, len(before)))


def _in_one_line(prose: Snippet) -> Snippet:
    """Return prose with signs in place of the borders of its blocks and cells."""
    text, marks = prose.text.rstrip(), prose.marks
    # From behind, so that the places before stay.
    for border in reversed(list(_BORDER.finditer(text))):
        sign = _SHOWN[border.lastgroup or "ended"]
        text = f"{text[: border.start()]}{sign}{text[border.end() :]}"
        before = tuple(mark for mark in marks if mark[0] < border.start())
        marks = (*before, *_moved(marks[len(before) :], len(sign) - 1))
    return Snippet(text, marks)


def _moved(marks: Sequence[tuple[int, int]], by: int) -> tuple[tuple[int, int], ...]:
    return tuple((start + by, end + by) for start, end in marks)


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


def _snippet(text: str, spans: Sequence[Span], edges: Edges) -> Snippet:
    marks, place = [], edges.start
    for begin, stop, _tokens in spans:
        if begin >= place and stop <= edges.end:
            marks.append((begin - edges.start, stop - edges.start))
            place = stop
    return Snippet(text[edges.start : edges.end], tuple(marks))
