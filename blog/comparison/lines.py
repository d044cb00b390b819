"""Compares texts by line, then by word within the lines that differ."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from blog.comparison.differ import Kind, stretches
from blog.comparison.words import Piece, pieces, pieces_html, word_count

# How many unchanged lines stay in sight beside a change; fewer than so many are not worth a fold.
CONTEXT, LEAST_FOLDED = 2, 3
# Lines that share less than this of their words are other lines: `the` and `of` stand in any two.
LEAST_KEPT = 0.5

# Yields the lines of a change: of these old lines into these new ones.
Shown = Callable[[Sequence[str], range, Sequence[str], range], Iterator["Line"]]


@dataclass(frozen=True)
class Line:
    """A line in pieces, with its number in the old and in the new text, where it stands there."""

    pieces: tuple[Piece, ...]
    old: int | None = None
    new: int | None = None

    @property
    def kind(self) -> Kind:
        """Whether the line stands in both texts, or in which."""
        if self.old and self.new:
            return Kind.SAME
        return Kind.REMOVED if self.old else Kind.ADDED

    @property
    def is_changed(self) -> bool:
        return self.kind is not Kind.SAME or any(p.kind is not Kind.SAME for p in self.pieces)

    @property
    def html(self) -> SafeString:
        return pieces_html(self.pieces)

    @property
    def sign(self) -> str:
        """What tells the line's kind without colour."""
        return {Kind.SAME: "", Kind.REMOVED: "−", Kind.ADDED: "+"}[self.kind]


@dataclass(frozen=True)
class Passage:
    """Lines in a row; those that are folded hold no change."""

    lines: tuple[Line, ...]
    is_folded: bool = False


def code_lines(old: str, new: str) -> list[Line]:
    """Return lines as programmers read them: of a changed one the old, then the new."""
    return list(_lines(old, new, _apart))


def prose_lines(old: str, new: str) -> list[Line]:
    """Return lines as writers read them: what was taken out and put in stands in one text."""
    return list(_lines(old, new, _together))


def _lines(old: str, new: str, shown: Shown) -> Iterator[Line]:
    # An empty text has no line.
    before, after = (text.split("\n") if text else [] for text in (old, new))
    removed = range(0)
    for stretch in stretches(before, after):
        if stretch.kind is Kind.REMOVED:
            removed = stretch.old
            continue
        if stretch.kind is Kind.ADDED:
            yield from shown(before, removed, after, stretch.new)
        else:
            yield from shown(before, removed, after, range(0))
            for place, other in zip(stretch.old, stretch.new, strict=True):
                same = Piece(Kind.SAME, before[place])
                yield Line((same,), place + 1, other + 1)
        removed = range(0)
    yield from shown(before, removed, after, range(0))


def _apart(
    before: Sequence[str], removed: range, after: Sequence[str], added: range
) -> Iterator[Line]:
    """Yield the removed lines, then the added ones, with the words that differ marked in each."""
    found = _found_pieces(_joined(before, removed), _joined(after, added))
    for kind, texts, places in ((Kind.REMOVED, before, removed), (Kind.ADDED, after, added)):
        for place, line in zip(places, _side(found, kind, texts, places), strict=True):
            number = place + 1
            yield Line(line, number, None) if kind is Kind.REMOVED else Line(line, None, number)


def _side(
    found: list[Piece] | None, kind: Kind, texts: Sequence[str], places: range
) -> list[tuple[Piece, ...]]:
    """Return the lines of one side; without pieces each is wholly of its kind."""
    if found is None:
        return [(Piece(kind, texts[place]),) for place in places]
    return _by_line([piece for piece in found if piece.kind in (Kind.SAME, kind)])


def _together(
    before: Sequence[str], removed: range, after: Sequence[str], added: range
) -> Iterator[Line]:
    """Yield lines in which the old and the new words stand together."""
    found = _found_pieces(_joined(before, removed), _joined(after, added))
    if found is None:
        yield from _apart(before, removed, after, added)
        return
    old, new = removed.start + 1, added.start + 1
    for line in _by_line(found):
        yield Line(line, old, new)


def _found_pieces(old: str, new: str) -> list[Piece] | None:
    """Return the pieces of lines that were changed; None where others took their place."""
    found = pieces(old, new)
    same = word_count(piece.text for piece in found if piece.kind is Kind.SAME)
    shorter = min(word_count([old]), word_count([new]))
    return found if same and same >= shorter * LEAST_KEPT else None


def _by_line(found: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """Return pieces parted where a line ends; the sign of a line's end goes."""
    lines: list[list[Piece]] = [[]]
    for piece in found:
        first, *more = piece.text.split("\n")
        lines[-1].append(Piece(piece.kind, first))
        lines += [[Piece(piece.kind, text)] for text in more]
    return [tuple(piece for piece in line if piece.text) for line in lines]


def _joined(texts: Sequence[str], places: range) -> str:
    return "\n".join(texts[places.start : places.stop])


def folded(lines: Sequence[Line]) -> list[Passage]:
    """Return lines in passages, long unchanged stretches folded."""
    changed = [place for place, line in enumerate(lines) if line.is_changed]
    near = {
        place
        for each in changed
        for place in range(max(0, each - CONTEXT), min(len(lines), each + CONTEXT + 1))
    }
    passages: list[Passage] = []
    start = 0
    for place in range(1, len(lines) + 1):
        if place < len(lines) and (place in near) == (start in near):
            continue
        is_folded = start not in near and place - start >= LEAST_FOLDED
        passages.append(Passage(tuple(lines[start:place]), is_folded))
        start = place
    return passages
