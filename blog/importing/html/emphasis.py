"""Joins pieces of a line, and writes emphasis so that it is read: by signs, or else by tags."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# A line break among pieces; the text in them has none.
BREAK = "\r"

_TAGS = {"**": "strong", "*": "em", "~~": "del"}


@dataclass(eq=False)
class Mark:
    """A delimiter of emphasis; one that closes knows the one that opens."""

    sign: str
    opening: "Mark | None" = None
    is_tag: bool = False

    def __str__(self) -> str:
        if (self.opening or self).is_tag:
            return f"<{'/' * bool(self.opening)}{_TAGS[self.sign]}>"
        return self.sign


Piece = str | Mark


def parted(pieces: Iterable[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Return the white space before pieces, the pieces without it, and that behind them."""
    inner = [piece for piece in pieces if piece != ""]
    before: list[Piece] = []
    after: list[Piece] = []
    while inner and isinstance(first := inner[0], str) and first[0].isspace():
        rest = first.lstrip()
        before.append(first[: len(first) - len(rest)])
        inner[:1] = [rest] if rest else []
    while inner and isinstance(last := inner[-1], str) and last[-1].isspace():
        rest = last.rstrip()
        after.insert(0, last[len(rest) :])
        inner[-1:] = [rest] if rest else []
    return before, inner, after


def joined(pieces: Iterable[Piece]) -> str:
    """Return pieces as one text, emphasis by tags wherever its signs would stay signs."""
    line = [piece for piece in pieces if piece != ""]
    for place, piece in enumerate(line):
        if not isinstance(piece, Mark):
            continue
        # Looked at one by one, and seldom far: a line may have ten thousand.
        before = (line[number] for number in range(place - 1, -1, -1))
        after = (line[number] for number in range(place + 1, len(line)))
        if not _is_read(piece, before, after):
            (piece.opening or piece).is_tag = True
    return _without_double_space(map(str, line))


def _is_read(mark: Mark, before: Iterable[Piece], after: Iterable[Piece]) -> bool:
    """Tell whether a delimiter opens or closes, by CommonMark's flanks; nearest pieces first."""
    if mark.opening is None:
        outer, inner = _nearest(before, opens=True), _nearest(after, opens=True)
        # One that closed just before would take this one's signs for its own.
        if isinstance(outer, Mark) or isinstance(inner, Mark):
            return False
        return _flanks(mark.sign, inner=inner[0], outer=outer[-1])
    outer, inner = _nearest(after, opens=False), _nearest(before, opens=False)
    if isinstance(inner, Mark):
        return False
    # One that opens just behind becomes a tag.
    return _flanks(mark.sign, inner=inner[-1], outer="<" if isinstance(outer, Mark) else outer[0])


def _nearest(pieces: Iterable[Piece], *, opens: bool) -> Piece:
    """Return the first piece that is not a delimiter of the same kind, a space at the end."""
    for piece in pieces:
        if isinstance(piece, Mark) and (piece.opening or piece).is_tag:
            return str(piece)
        if isinstance(piece, str) or (piece.opening is None) != opens:
            return piece
    return " "


def _flanks(sign: str, *, inner: str, outer: str) -> bool:
    if sign[0] in (inner, outer):
        return False
    return not _is_punctuation(inner) or outer.isspace() or _is_punctuation(outer)


def _is_punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def _without_double_space(texts: Iterable[str]) -> str:
    written = ""
    parts: list[str] = []
    for text in texts:
        if written.endswith(" ") and text.startswith(" "):
            text = text[1:]
        if text:
            parts.append(text)
            written = text
    return "".join(parts)
