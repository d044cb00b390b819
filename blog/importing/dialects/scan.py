"""Finds the code of a Markdown text, and a dialect's tags outside of it, in one pass.

Code is what CommonMark takes for it, as far as single lines tell: fences, spans, indented blocks
behind a blank line and outside of lists, raw HTML's `<pre>`, `<code>`, `<script>` and comments.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from blog.importing.dialects.programs.tags import Syntax, Tag

_RAW = "pre|code|script|style|textarea|svg|math"
_EVENTS = rf"""
    (?P<fence>^[ \t>]*+(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]++)*+(?P<mark>`{{3,}}|~{{3,}})(?P<info>.*)$)
  | (?P<ticks>`+)
  | (?P<html><!--|<(?P<raw>{_RAW})(?=[\s>]))
  | (?P<escape>\\[`<\\])
"""
_FLAGS = re.MULTILINE | re.VERBOSE | re.IGNORECASE
_BLANK = re.compile(r"\n[ \t>]*\n")
_CONTAINER = re.compile(r" {0,3}(?:[-*+][ \t]|\d{1,9}[.)][ \t]|\[\^|!!!|\?\?\?|===|:[ \t])")
_TAB = 4


@dataclass
class Scan:
    """Where code stands in a text, and the tags outside of it; both in order."""

    code: list[tuple[int, int]] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    # Where a tag opens that nothing ends.
    unread: list[int] = field(default_factory=list)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _end in self.code]

    def is_prose(self, start: int, end: int) -> bool:
        """Tell whether a part of the text is no code, or a comment as a whole."""
        if (start, end) in self._stretches:
            return True
        return not self.is_code(start) and not self.is_code(end - 1)

    @cached_property
    def _stretches(self) -> frozenset[tuple[int, int]]:
        return frozenset(self.code)

    def is_code(self, position: int) -> bool:
        """Tell whether a place of the text lies in code."""
        place = bisect_right(self._starts, position) - 1
        return place >= 0 and position < self.code[place][1]


def scan(text: str, syntax: Syntax | None = None) -> Scan:
    """Return a text's code and its tags of one syntax."""
    return _Scanner(text, syntax).scan()


class _Scanner:
    def __init__(self, text: str, syntax: Syntax | None) -> None:
        self.text = text
        self.syntax = syntax
        opening = f"| (?P<tag>{syntax.opening})" if syntax else ""
        self._events = re.compile(_EVENTS + opening, _FLAGS)
        self._missing: set[str] = set()
        self._found = Scan()

    def scan(self) -> Scan:
        position = 0
        while match := self._events.search(self.text, position):
            position = self._take(match)
        if self._indented:
            self._found.code = _merged([*self._found.code, *self._indented])
        return self._found

    def _take(self, match: re.Match[str]) -> int:
        """Note what an event begins; return where to go on."""
        start = match.start()
        if self._is_indented(start):
            return match.end() if match.lastgroup != "fence" else match.start("mark") + 1
        if match["fence"]:
            end = self._fence_end(match)
            if end is None:
                return self._ticks(match.start("mark"), match["mark"])
            return self._note(start, end)
        if match["ticks"]:
            return self._ticks(start, match["ticks"])
        if match["html"]:
            end = self._end_of(match["raw"].lower() if match["raw"] else "-->", match.end())
            return self._note(start, end) if end else match.end()
        if match["escape"]:
            return match.end()
        return self._tag(start, match.end())

    def _note(self, start: int, end: int) -> int:
        self._found.code.append((start, end))
        return end

    def _fence_end(self, match: re.Match[str]) -> int | None:
        mark = match["mark"]
        if mark[0] == "`" and "`" in match["info"]:
            return None
        closing = re.compile(rf"^[ \t>]*+{re.escape(mark)}{mark[0]}*+[ \t]*$", re.MULTILINE)
        end = closing.search(self.text, match.end())
        return end.end() if end else len(self.text)

    def _ticks(self, start: int, run: str) -> int:
        """Note a code span; return where it ends, or its first run where nothing closes it."""
        places = self._runs[len(run)]
        after = bisect_right(places, start)
        border = bisect_right(self._blanks, start)
        limit = self._blanks[border] if border < len(self._blanks) else len(self.text)
        if after < len(places) and places[after] < limit:
            return self._note(start, places[after] + len(run))
        return start + len(run)

    def _end_of(self, name: str, position: int) -> int | None:
        """Return where the element or comment ends that begins before a place."""
        if name in self._missing:
            return None
        pattern = re.compile(name if name == "-->" else rf"</{name}\s*>", re.IGNORECASE)
        end = pattern.search(self.text, position)
        if end is None:
            self._missing.add(name)
        return end.end() if end else None

    def _tag(self, start: int, after: int) -> int:
        tag = self.syntax.read(self.text, start) if self.syntax else None
        if tag is None:
            self._found.unread.append(start)
            return after
        if self.syntax and self.syntax.is_verbatim(tag):
            tag = self._with_body(tag, self.syntax.closing)
        self._found.tags.append(tag)
        return tag.body_end or tag.end

    def _with_body(self, tag: Tag, closing: Callable[[str], str]) -> Tag:
        """Return a tag with the text up to the one that closes it, in which nothing is read."""
        pattern = closing(tag.name)
        if pattern in self._missing:
            return tag
        end = re.compile(pattern).search(self.text, tag.end)
        if end is None:
            self._missing.add(pattern)
            return tag
        return tag.with_body(self.text[tag.end : end.start()], end.end())

    def _is_indented(self, position: int) -> bool:
        place = bisect_right(self._indented, (position, len(self.text) + 1)) - 1
        return place >= 0 and position < self._indented[place][1]

    @cached_property
    def _runs(self) -> defaultdict[int, list[int]]:
        runs: defaultdict[int, list[int]] = defaultdict(list)
        for match in re.finditer("`+", self.text):
            runs[len(match[0])].append(match.start())
        return runs

    @cached_property
    def _blanks(self) -> list[int]:
        return [match.start() for match in _BLANK.finditer(self.text)]

    @cached_property
    def _indented(self) -> list[tuple[int, int]]:
        return list(_indented_lines(self.text))


def _indented_lines(text: str) -> list[tuple[int, int]]:
    """Return where the lines of indented code stand."""
    found, start = [], 0
    is_after_blank, in_code, in_container = True, False, False
    for line in text.split("\n"):
        end = start + len(line)
        width = len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(_TAB))
        if not line.strip():
            is_after_blank = True
        elif width >= _TAB and not in_container and (is_after_blank or in_code):
            found.append((start, end))
            in_code = True
        else:
            if _CONTAINER.match(line):
                in_container = True
            elif is_after_blank and width < 2:  # a list's text is indented by two
                in_container = False
            in_code = is_after_blank = False
        start = end + 1
    return found


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
