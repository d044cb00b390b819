"""Sets the quotation marks, dashes and ellipses that were typed as those of a language.

For prose that is shown; nothing set is ever stored in place of what was typed. What is no prose
stays: addresses, templates, tags that were typed, feet and inches, quotation marks without their
other one. Set text stays as it is when it is set again.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import get_language

from search.typography.marks import APOSTROPHE, ELLIPSIS, EN_DASH, Marks, marks_of

# Stands for what is no prose: a letter to what stands beside it.
OBJECT = "\ufffc"

_TYPED = re.compile(r"[\"']|--|\.\.\.")
# Bounded, so that no text takes longer than its length.
_NO_PROSE = re.compile(
    r"\b[A-Za-z][\w+.-]{1,20}://[^\s\"<>]+|\bwww\.[^\s\"<>]+|\b[\w.+'-]{1,64}@[\w.-]+"
    r"|\{\{[^{}]{0,300}\}\}|\{%[^{}]{0,300}%\}|</?[A-Za-z][^<>]{0,300}>"
    r"|\d'\s?\d{1,3}(?:\.\d{1,3})?\"|\d\"(?=\s?[x×]\s?\d)|[\"']{2,}"
)
# What ends a sentence and no address.
_AFTER_ADDRESS = ".,;:!?)]"
_SIGN = re.compile(
    r"(?P<quote>[\"'])"
    r"|(?P<dash>(?<=[ \t\n\xa0])--(?=[ \t\n\xa0])|(?<=\d)--(?=\d))"
    r"|(?P<ellipsis>(?<![./\\])\.\.\.(?![\w./\\]))"
)
# What a quotation mark may stand beside another one.
_MARKS = frozenset("\"'“”„‘’‚«»‹›")
_MOST_MARKS = 4
_BRACKETS = "([{<"
_BEFORE_OPENING = frozenset("([{<¿¡–—-/")
# The nineties, and what English leaves out at a word's beginning.
_LEFT_OUT = re.compile(r"'(?:\d\ds?\b(?!')|(?:tis|twas|til)\b(?!')|n')", re.IGNORECASE)


class _Edit(NamedTuple):
    """What is shown in place of what stands between two places."""

    start: int
    end: int
    shown: str


class _Quote(NamedTuple):
    """A quotation mark and whether it may open, close, or be an apostrophe."""

    opens: bool
    closes: bool
    is_apostrophe: bool
    ends_word: bool


def typeset(text: str, language: str = "") -> str:
    """Return a plain text as it is shown in a language, by its code; the active one by default."""
    return typeset_runs([text], [text], language)[0]


def typeset_runs(texts: Sequence[str], views: Sequence[str], language: str = "") -> list[str]:
    """Return the texts that one paragraph is made of, set together.

    A view is what to read in place of a text, as long as it: `OBJECT` for what must stay.
    """
    marks = marks_of(language or get_language() or "")
    if marks is None or not any(map(_TYPED.search, views)):
        return list(texts)
    view = _NO_PROSE.sub(_hidden, "".join(views))
    return list(_edited(texts, sorted(_edits(view, marks))))


def _hidden(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] in "\"'":  # several in a row: no quotation begins or ends there
        return found if set(found) == {'"', "'"} and len(found) == 2 else OBJECT * len(found)
    is_quoted = match.string[match.start() - 1 : match.start()] == "'"
    end = len(found.rstrip(_AFTER_ADDRESS + "'" * is_quoted))
    return OBJECT * end + found[end:]


def _edits(view: str, marks: Marks) -> Iterator[_Edit]:
    opened: dict[str, list[int]] = {'"': [], "'": []}
    pairs = {'"': (marks.opening, marks.closing), "'": (marks.inner_opening, marks.inner_closing)}
    for match in _SIGN.finditer(view):
        (start, end), sign = match.span(), match["quote"]
        if not sign:
            yield _Edit(start, end, EN_DASH if match["dash"] else ELLIPSIS)
            continue
        quote = _read(view, start)
        if sign == "'" and quote.is_apostrophe:
            yield _Edit(start, end, APOSTROPHE)
        elif quote.closes and opened[sign]:
            first = opened[sign].pop()
            yield _Edit(first, first + 1, pairs[sign][0])
            yield _Edit(start, end, pairs[sign][1])
        elif quote.opens:
            opened[sign].append(start)
        elif sign == "'" and quote.ends_word:
            yield _Edit(start, end, APOSTROPHE)


def _read(view: str, place: int) -> _Quote:
    """Return what the quotation mark at a place may be, by what stands around it and others."""
    before, after = _first_beside(view, place, -1), _first_beside(view, place, 1)
    last = view[before] if before >= 0 else " "
    follower = view[after] if after < len(view) else " "
    is_call = last in _BRACKETS and before > 0 and view[before - 1].isalnum()
    is_after_letter = last.isalnum() or last == OBJECT
    left_out = _LEFT_OUT.match(view, place) if not is_after_letter else None
    return _Quote(
        opens=(last.isspace() or last in _BEFORE_OPENING) and not (follower.isspace() or is_call),
        closes=not (last.isspace() or last in _BRACKETS or follower.isalnum()),
        is_apostrophe=bool(left_out) or (is_after_letter and follower.isalpha()),
        ends_word=(last.isalpha() or last == OBJECT) and follower != "(" and not follower.isalnum(),
    )


def _first_beside(view: str, place: int, step: int) -> int:
    """Return the first place beside one, in a direction, that has no quotation mark."""
    for _mark in range(_MOST_MARKS):
        place += step
        if not 0 <= place < len(view) or view[place] not in _MARKS:
            break
    return place


def _edited(texts: Sequence[str], edits: Sequence[_Edit]) -> Iterator[str]:
    """Yield the texts with what was set; what would reach from one into the next stays."""
    waiting, offset = deque(edits), 0
    for text in texts:
        parts, place = [], 0
        while waiting and waiting[0].start < offset + len(text):
            edit = waiting.popleft()
            start, end = edit.start - offset, edit.end - offset
            if end <= len(text):
                parts += [text[place:start], edit.shown]
                place = end
        yield "".join([*parts, text[place:]])
        offset += len(text)
