"""Edits Markdown source at the places of its links and images; all else stays as typed."""

import re
from collections import defaultdict
from typing import Any, NamedTuple

from markdown_it.helpers import parseLinkDestination
from markdown_it.token import Token

from blog.markdown.dialect import PARSER
from blog.markdown.tokens import BareSpan, Parsed, Span

_DEFINED = re.compile(r"\[(?:[^\[\]\\]|\\.)+\]:\s*", re.DOTALL)
_SIGNS = re.compile(r"[\\`*_{}\[\]<>&$~|]")


class _Place(NamedTuple):
    """A line of the source, and a column in it."""

    line: int
    column: int


class Edits:
    """Changes to a parsed source, gathered first and made at once.

    None crosses a line, so every line keeps its number, which the tokens go by.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.lines = parsed.lines
        self._edits: dict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
        self._read_to: dict[int, int] = defaultdict(int)
        self._origins = {
            id(token): self._line_origins(token)
            for token in parsed.tokens
            if token.type == "inline"
        }

    def readdress(self, span: Span, address: str) -> bool:
        """Give a link or image a new address; a reference becomes an inline one."""
        if span.address is not None:
            return self._replace(span.inline, (*span.address, address))
        return self._replace(span.inline, (span.close, span.end, f"]({address}{closing(span)}"))

    def redefine(self, definition: dict[str, Any], address: str) -> bool:
        """Give the definition `[label]: address` a new address; `definition` is markdown-it's."""
        first, last = definition["map"]
        text = "\n".join(self.lines[first:last])
        match = _DEFINED.search(text)
        begin = match.end() if match else len(text)
        typed = parseLinkDestination(text, begin, len(text))
        # In a quote, a sign may stand where the address should.
        if not typed.ok or PARSER.normalizeLink(typed.str) != definition["href"]:
            return False
        column = begin - (text.rfind("\n", 0, begin) + 1)
        number = first + text.count("\n", 0, begin)
        self._edits[number][column] = (column + typed.pos - begin, address)
        return True

    def name(self, span: BareSpan, address: str) -> bool:
        """Make a bare address a link that reads the same and leads to another address."""
        return self._replace(span.inline, (span.start, span.end, f"[{label_of(span)}]({address})"))

    def wrap(self, span: Span, opening: str, ending: str) -> bool:
        """Replace a link's or image's opening bracket and all that follows its label."""
        begin = span.start + (2 if span.is_image else 1)
        return self._replace(
            span.inline, (span.start, begin, opening), (span.close, span.end, ending)
        )

    def replace(self, inline: Token, start: int, end: int, text: str) -> bool:
        """Replace a stretch of an inline token's text, which may not cross a line."""
        return self._replace(inline, (start, end, text))

    def applied(self) -> list[str]:
        """Return the lines with the edits made."""
        lines = list(self.lines)
        for number, edits in self._edits.items():
            for start, (end, text) in sorted(edits.items(), reverse=True):
                lines[number] = lines[number][:start] + text + lines[number][end:]
        return lines

    def _replace(self, inline: Token, *changes: tuple[int, int, str]) -> bool:
        """Keep changes of an inline token's text, all of them or, if one has no place, none."""
        placed = []
        for start, end, text in changes:
            place = self._locate(inline, start)
            if place is None or "\n" in inline.content[start:end]:
                return False
            placed.append((*place, end - start, text))
        for number, column, length, text in placed:
            self._edits[number][column] = (column + length, text)
        return True

    def _locate(self, inline: Token, offset: int) -> _Place | None:
        row = inline.content.count("\n", 0, offset)
        column = offset - (inline.content.rfind("\n", 0, offset) + 1)
        origin = self._origins[id(inline)][row]
        return origin and _Place(origin.line, origin.column + column)

    def _line_origins(self, inline: Token) -> list[_Place | None]:
        """Return where each line of an inline token's text begins in the source.

        markdown-it keeps lines only, and takes signs of quotes, indents and outer spaces away.
        """
        if inline.map is None:
            return [None] * (inline.content.count("\n") + 1)
        rows = inline.content.split("\n")
        return [self._find_in_line(inline.map[0] + row, text) for row, text in enumerate(rows)]

    def _find_in_line(self, number: int, text: str) -> _Place | None:
        """Find text in a line; the cells of a table's row come in their order."""
        stripped = text.lstrip()
        if number >= len(self.lines):
            return None
        at = self.lines[number].find(stripped, self._read_to[number])
        if at < 0:
            return None
        self._read_to[number] = at + len(stripped)
        return _Place(number, at - (len(text) - len(stripped)))


def label_of(span: BareSpan) -> str:
    """Return a bare address as the label of a link that reads the same."""
    return _SIGNS.sub(r"\\\g<0>", span.address)


def closing(span: Span) -> str:
    """Return what follows a span's address in Markdown: its title and `)`."""
    if span.address is not None:
        return span.inline.content[span.address.end : span.end]
    if not span.title:
        return ")"
    title = " ".join(span.title.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f' "{title}")'
