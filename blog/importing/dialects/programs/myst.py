"""Reads MyST's directives, ```` ```{note} ```` and `:::{figure} x.png`, as our own Markdown.

A text keeps its lines: what a directive doesn't need is emptied. Directives that mean nothing here
stay as they were typed, those behind backticks as code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from blog.importing.dialects.draft import Draft
from blog.importing.dialects.programs.myst_roles import translate_roles
from blog.importing.dialects.replacements import LINK, is_kind, picture
from blog.importing.dialects.scan import scan
from blog.importing.entry import Subject

NO_EFFECT = "option of a directive that has no effect"
CAPTION_LINK = "link in a caption, kept as words and address"
# Directives within directives; each pass opens one more.
MAX_DEPTH = 10

_CALLOUTS = {"admonition": "note", "dropdown": "details"}
_LIKE_FIGURES = ("figure", "image")
_CODE = re.compile(r"code|code-block|code-cell|sourcecode")
_OPENING = re.compile(
    r"(?P<indent>[ \t>]*+)(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>[\w-]{1,40})\}"
    r"[ \t]*(?P<argument>[^`]*?)[ \t]*"
)
_CLOSING = re.compile(r"[ \t>]*+(`{3,}|~{3,}|:{3,})[ \t]*")
_OPTION = re.compile(r"[ \t>]*+:(?P<key>[\w-]{1,40}):(?:[ \t]+(?P<value>.*))?")


@dataclass(frozen=True)
class _Directive:
    """A directive's first line, taken apart, and where it stands; the last line closes it."""

    opening: re.Match[str]
    first: int
    last: int

    @property
    def name(self) -> str:
        return self.opening["name"].lower()

    @property
    def is_code(self) -> bool:
        return self.opening["mark"][0] != ":"

    @property
    def is_opaque(self) -> bool:
        return self.is_code or self.name in (*_LIKE_FIGURES, "math")


def translate_myst(draft: Draft) -> Draft:
    """Return a draft with directives as callouts, pictures and formulas, and without roles."""
    for _depth in range(MAX_DEPTH):
        text = _Directives(draft).text() if re.search(r"[`~:]{3}[ \t]*\{", draft.text) else None
        if text in (None, draft.text):
            break
        draft = replace(draft, text=text)
    return translate_roles(draft)


class _Directives:
    """One pass over a draft: its directives, but those within others' backticks."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._lines = draft.text.split("\n")

    def text(self) -> str:
        for directive in self._found():
            if directive.is_code and _CODE.fullmatch(directive.name):
                continue
            if directive.name in _LIKE_FIGURES:
                self._take_picture(directive)
            elif directive.name == "math":
                self._take_formula(directive)
            elif not directive.is_code or _is_callout(directive.name):
                self._take_callout(directive)
        return "\n".join(self._lines)

    def _found(self) -> Iterator[_Directive]:
        """Yield directives; none within one whose text is not read as Markdown yet."""
        end, found = -1, [*self._fenced_by_backticks(), *self._fenced_by_colons()]
        for directive in sorted(found, key=lambda each: each.first):
            if directive.first > end:
                end = directive.last if directive.is_opaque else end
                yield directive

    def _fenced_by_backticks(self) -> Iterator[_Directive]:
        text, line, position = self._draft.text, 0, 0
        for start, end in scan(text).code:
            line, position = line + text.count("\n", position, start), start
            last = line + text.count("\n", start, end)
            opening = _OPENING.fullmatch(self._lines[line])
            closing = _CLOSING.fullmatch(self._lines[last])
            if opening and closing and last > line and closing[1].startswith(opening["mark"]):
                yield _Directive(opening, line, last)

    def _fenced_by_colons(self) -> Iterator[_Directive]:
        opened: list[tuple[int, re.Match[str] | None]] = []
        for number in self._prose_lines():
            line = self._lines[number]
            if _CLOSING.fullmatch(line):
                first, opening = opened.pop() if opened else (0, None)
                if opening:
                    yield _Directive(opening, first, number)
            else:
                opened.append((number, _OPENING.fullmatch(line)))

    def _prose_lines(self) -> Iterator[int]:
        """Yield the lines that begin with colons, outside of code."""
        found, start = scan(self._draft.text), 0
        for number, line in enumerate(self._lines):
            words = line.lstrip(" \t>")
            if words.startswith(":::") and not found.is_code(start + len(line) - len(words)):
                yield number
            start += len(line) + 1

    def _take_callout(self, directive: _Directive) -> None:
        end = self._options_end(directive)
        if header := self._take_options(directive, "header").get("header"):
            self._put_header(directive, header, end)
        if directive.is_code:
            indent, title = directive.opening["indent"], directive.opening["argument"]
            name = _CALLOUTS.get(directive.name, directive.name)
            self._lines[directive.first] = f"{indent}:::{{{name}}} {title}".rstrip()
            self._lines[directive.last] = f"{indent}:::"

    def _put_header(self, directive: _Directive, header: str, end: int) -> None:
        """Write a card's head as its first line, on that of its last option."""
        rest = self._lines[end].strip(" \t>") if end < directive.last else ""
        ending = "\\" if rest else ""
        self._lines[end - 1] = f"{directive.opening['indent']}**{header}**{ending}"

    def _take_picture(self, directive: _Directive) -> None:
        """Write a picture with the first paragraph as its caption; what follows stays a text."""
        if not directive.opening["argument"]:
            return
        options, indent = self._take_options(directive, "alt"), directive.opening["indent"]
        caption = []
        for number in range(directive.first + 1, directive.last):
            words = self._lines[number].strip(" \t>")
            if not words and caption:
                break
            caption += [words] if words else []
            self._lines[number] = indent.rstrip()
        text = " ".join(caption)
        for found in LINK.finditer(text):
            self._draft.tell(CAPTION_LINK, found[0], directive.first, subject=Subject.ADDRESS)
        image = picture(directive.opening["argument"], options.get("alt", text), text)
        self._lines[directive.first] = indent + image
        self._lines[directive.last] = indent.rstrip()

    def _take_formula(self, directive: _Directive) -> None:
        options_end = self._options_end(directive)
        formula = self._lines[options_end : directive.last]
        if not any(line.strip(" \t>") for line in formula) or "" in formula[1:-1]:
            return  # no formula, or one with a gap, which would end it
        self._take_options(directive)
        indent = directive.opening["indent"]
        self._lines[directive.first : options_end] = [
            *[indent.rstrip()] * (options_end - directive.first - 1),
            f"{indent}$${directive.opening['argument']}",
        ]
        self._lines[directive.last] = f"{indent}$$"

    def _options_end(self, directive: _Directive) -> int:
        number = directive.first + 1
        while number < directive.last and _OPTION.fullmatch(self._lines[number]):
            number += 1
        return number

    def _take_options(self, directive: _Directive, *wanted: str) -> dict[str, str]:
        """Empty the lines of a directive's options; return those wanted, and tell the others."""
        options = dict[str, str]()
        for number in range(directive.first + 1, self._options_end(directive)):
            option = _OPTION.fullmatch(self._lines[number])
            if option and option["key"] in wanted:
                options[option["key"]] = option["value"] or ""
            else:
                detail = f"{directive.name} {self._lines[number].strip()}"
                self._draft.tell(NO_EFFECT, detail, number, subject=Subject.LEFT_OUT)
            self._lines[number] = directive.opening["indent"].rstrip()
        return options


def _is_callout(name: str) -> bool:
    return is_kind(name) or name in _CALLOUTS
