"""Turns kramdown's attribute lists on lines of their own into callouts, or takes them out."""

import re

from blog.importing.dialects.draft import Draft, Writer
from blog.importing.dialects.programs.obsidian import html_comment
from blog.importing.dialects.replacements import callout, is_kind
from blog.importing.dialects.scan import scan
from blog.importing.dialects.translate import replace_in_prose
from blog.importing.entry import Subject
from blog.markdown.syntax.attributes import match_attributes, read_attributes

_LIST_LINE = re.compile(r"(?P<indent>[ \t>]*)\{:(?P<inside>[^{}]*)\}[ \t]*")
_CONTENTS = re.compile(r"[ \t]*(?:[-*+]|\d+\.)[ \t]+\S.*")
_TITLED = "-title"
TOLD = "attribute list, left out"
CONTENTS = "table of contents, which the page makes by itself"


_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[[^\]\n]{1,100}\]:", re.MULTILINE)
ABBREVIATION = "abbreviation, left as typed"


def tell_abbreviations(draft: Draft) -> Draft:
    """Return the draft, with its definitions of abbreviations, `*[HTML]: …`, told."""

    def tell(match: re.Match[str], draft: Draft, line: int) -> None:
        draft.tell(ABBREVIATION, match[0], line)

    return replace_in_prose(draft, _ABBREVIATION, tell)


_COMMENT = re.compile(r"\{::comment\}(?P<text>.{0,20000}?)\{:/(?:comment)?\}", re.DOTALL)


def translate_comments(draft: Draft) -> Draft:
    """Return a draft with kramdown's comments, which no reader saw, as HTML's; each is told."""
    return replace_in_prose(draft, _COMMENT, html_comment) if "{::comment}" in draft.text else draft


def translate_attribute_lines(draft: Draft) -> Draft:
    """Return a draft in which `{: .note}` before or behind a paragraph makes a callout of it.

    Any other list on a line of its own is left out and told, but an id or class that the
    dialect reads where it stands.
    """
    lines = draft.text.split("\n")
    if not any(map(_LIST_LINE.fullmatch, lines)):
        return draft
    return _Lines(draft, lines).draft()


class _Lines:
    def __init__(self, draft: Draft, lines: list[str]) -> None:
        self._draft = draft
        self._lines = lines
        self._code = _code_lines(draft.text, lines)
        # New lines before and behind a line, and lines that are left out.
        self._before: dict[int, str] = {}
        self._after: dict[int, str] = {}
        self._out: set[int] = set()

    def draft(self) -> Draft:
        number = 0
        while number < len(self._lines):
            match = _LIST_LINE.fullmatch(self._lines[number])
            if match and number not in self._code:
                self._take(number, match)
            number += 1
        writer = Writer()
        for number, line in enumerate(self._lines):
            if number:
                writer.keep("\n")
            if number in self._before:
                writer.put(self._before[number] + "\n")
            if number in self._out:
                writer.skip(line)
            else:
                writer.keep(line)
            if number in self._after:
                writer.put("\n" + self._after[number])
        return self._draft.rewritten(writer)

    def _take(self, number: int, match: re.Match[str]) -> None:
        inside = match["inside"]
        names = [name.lstrip(".") for name in inside.split() if name.startswith(".")]
        kind = next((name for name in names if is_kind(name.removesuffix(_TITLED))), "")
        first, end = self._paragraph(number)
        if kind and first < end:
            self._out.add(number)
            self._box(kind, match["indent"], first, end)
            return
        if inside.strip() == "toc" and number and _CONTENTS.fullmatch(self._lines[number - 1]):
            self._out |= {number - 1, number}
            typed = f"{self._lines[number - 1]} {self._lines[number]}"
            self._draft.tell(CONTENTS, typed, number - 1, subject=Subject.LEFT_OUT)
            return
        if self._is_read(number):
            return
        if number and self._lines[number - 1].startswith("#") and "#" in inside:
            self._out.add(number)
            self._lines[number - 1] += " {" + inside.strip() + "}"
            return
        self._out.add(number)
        self._draft.tell(TOLD, self._lines[number], number, subject=Subject.LEFT_OUT)

    def _is_read(self, number: int) -> bool:
        """Tell whether the dialect reads a list where it stands: beneath a line of prose."""
        typed = self._lines[number].strip(" \t>")
        match = match_attributes(typed)
        has_id = match is not None and match[0] == typed and bool(read_attributes(typed).id)
        above = self._lines[number - 1].strip(" \t>") if number else ""
        return has_id and bool(above) and above[0] not in "|#`~-*+"

    def _paragraph(self, number: int) -> tuple[int, int]:
        """Return the lines that a list stands at: those above it, else those beneath it."""
        first = number
        while first and self._is_text(first - 1):
            first -= 1
        if first < number:
            return first, number
        end = number + 1
        while end < len(self._lines) and self._is_text(end):
            end += 1
        return number + 1, end

    def _is_text(self, number: int) -> bool:
        line = self._lines[number]
        return bool(line.strip(" \t>")) and not _LIST_LINE.fullmatch(line)

    def _box(self, kind: str, indent: str, first: int, end: int) -> None:
        title = ""
        quoted = all(line.lstrip().startswith(">") for line in self._lines[first:end])
        if quoted:
            for number in range(first, end):
                line = self._lines[number]
                self._lines[number] = re.sub(r"^([ \t]*)>[ \t]?", r"\1", line, count=1)
        if kind.endswith(_TITLED):
            kind, title = kind.removesuffix(_TITLED), self._lines[first].strip()
            self._out.add(first)
        box = callout(kind, title)
        self._before[first] = indent.replace(">", "") + box.opening
        self._after[end - 1] = indent.replace(">", "") + box.closing


def _code_lines(text: str, lines: list[str]) -> set[int]:
    found, code, start = scan(text), set(), 0
    for number, line in enumerate(lines):
        if found.is_code(start + len(line) - len(line.lstrip())):
            code.add(number)
        start += len(line) + 1
    return code
