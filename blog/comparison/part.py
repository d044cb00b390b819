"""Defines what a comparison shows of one field of a block."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage

from blog.comparison.differ import Kind
from blog.comparison.lines import Passage
from blog.comparison.words import Piece, pieces_html, word_count


@dataclass(frozen=True)
class Row:
    """A row of a table by its cells; `kind` says whether only one of two tables has it."""

    kind: Kind
    cells: tuple[tuple[Piece, ...], ...]

    @property
    def cells_html(self) -> list[SafeString]:
        return [pieces_html(cell) for cell in self.cells]


@dataclass(frozen=True)
class Part:
    """A field in which two values differ; the template shows what is there.

    `pictures` and `formulas` (MathML) hold the old and the new one, None or "" where there is none.
    """

    label: str = ""
    passages: tuple[Passage, ...] = ()
    is_code: bool = False
    rows: tuple[Row, ...] = ()
    pictures: tuple[AbstractImage | None, AbstractImage | None] | None = None
    formulas: tuple[str, str] | None = None
    note: str = ""

    def word_count(self, kind: Kind) -> int:
        """Return how many words were removed, or added."""
        return word_count(piece.text for piece in self._pieces() if piece.kind is kind)

    def _pieces(self) -> Iterator[Piece]:
        for passage in self.passages:
            for line in passage.lines:
                yield from line.pieces
        for row in self.rows:
            for cell in row.cells:
                yield from cell
