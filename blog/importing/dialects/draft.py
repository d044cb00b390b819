"""Holds a text while its dialect is translated: its lines, where each comes from, what is told."""

import re
from dataclasses import dataclass, field, replace

from blog.importing.entry import Remark, Subject

MAX_DETAIL = 200
# What a line of a quote may hold before its words.
_EMPTY = " \t>"
_BEGINNING = re.compile(
    r"(?P<outer>[ \t>]*+)(?P<marker>(?:[-*+:]|\d{1,9}[.)]|\[\^[^\]\s]{1,100}\]:)[ ]+)?"
)


@dataclass
class Draft:
    """A Markdown text of the file `path`; `origins` are its lines' numbers in that file, from 1."""

    path: str
    text: str
    origins: list[int]
    first_line: int = 1
    remarks: list[Remark] = field(default_factory=list)

    @classmethod
    def of(cls, path: str, text: str, *, first_line: int = 1) -> "Draft":
        """Return a text as it stands in a file, from a line on."""
        return cls(
            path, text, list(range(first_line, first_line + text.count("\n") + 1)), first_line
        )

    def origin(self, line: int) -> int:
        """Return where a line, from 0, stands in the file."""
        return self.origins[min(line, len(self.origins) - 1)]

    def tell(self, what: str, detail: str, line: int, *, subject: Subject = Subject.MARKUP) -> None:
        """Keep a remark on a line of the text, from 0."""
        detail = " ".join(detail.split())[:MAX_DETAIL]
        self.remarks.append(Remark(self.path, what, detail, subject, self.origin(line)))

    def told(self, remarks: list[Remark]) -> list[Remark]:
        """Return remarks on the draft's text with the lines of its file, and its own.

        Their lines are counted as if the text stood in the file, from its first line on.
        """
        first = self.first_line
        return [
            replace(each, line=self.origin(each.line - first))
            if each.line is not None and each.line >= first
            else each
            for each in remarks
        ] + self.remarks

    def rewritten(self, writer: "Writer") -> "Draft":
        """Return the draft with the text that a writer holds."""
        return replace(self, text=writer.text, origins=[self.origin(line) for line in writer.lines])


class Writer:
    """Writes a text anew, and keeps for each line which line of the old text it comes from."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._gap = ""  # what has to stand before the next words: a new "line", or a "blank" one
        self._last_is_blank = True
        self.current = ""  # the line that is not finished
        self.line = 0
        self.lines = [0]

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def keep(self, typed: str) -> None:
        """Write a part of the old text as it is."""
        if self._gap:
            words = typed.lstrip(_EMPTY + "\n")
            blank = typed[: len(typed) - len(words)]
            if not words or "\n" in blank:
                self._write(blank, is_old=True)
            if not words:
                return
            self._fill_gap()
            typed = words
        self._write(typed, is_old=True)

    def put(self, text: str) -> None:
        """Write something new within a line."""
        if text:
            self._fill_gap()
            self._write(text)

    def put_block(self, text: str, *, is_paragraph: bool) -> None:
        """Write lines of their own; a paragraph has blank lines around it."""
        self._gap = "blank" if is_paragraph or self._gap == "blank" else "line"
        if not text:
            return
        if not _is_marker(self.current):
            self._fill_gap()
        self._write(text.replace("\n", "\n" + indent_of(self.current)))
        self._gap = "blank" if is_paragraph else "line"

    def skip(self, typed: str) -> None:
        """Leave out a part of the old text."""
        self.line += typed.count("\n")

    def _fill_gap(self) -> None:
        if self._gap and self.current.strip(_EMPTY):
            self._write("\n" + indent_of(self.current))
        if self._gap == "blank" and not self._last_is_blank:
            self._write("\n" + self.current)
        self._gap = ""

    def _write(self, text: str, *, is_old: bool = False) -> None:
        self._parts.append(text)
        first, *rest = text.split("\n")
        self.current += first
        for part in rest:
            self._last_is_blank = not self.current.strip(_EMPTY)
            self.current = part
            self.line += is_old
            self.lines.append(self.line)


def indent_of(line: str) -> str:
    """Return what a line within the same quote, list item or footnote begins with."""
    match = _BEGINNING.match(line)
    outer, marker = (match["outer"], match["marker"] or "") if match else ("", "")
    # A footnote's text is indented by four, however long its label is.
    return outer + " " * (4 if marker.startswith("[") else len(marker))


def _is_marker(line: str) -> bool:
    match = _BEGINNING.fullmatch(line)
    return bool(match and match["marker"])
