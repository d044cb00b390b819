"""What the blocks of one body leave behind while they render: pieces, decided over the whole.

A block's HTML holds a *mark* for each piece whose look depends on the rest of the post. The
marks are words that no text can forge, and `Layout` replaces them once all blocks have rendered.
"""

import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from blog.document.document import Problem
from blog.document.highlight import is_known
from blog.document.listing import Listing
from blog.document.math import Formula


@dataclass
class Piece:
    """Something that a mark stands for, and the block it stands in."""

    number: int
    block_id: str
    anchor: str


@dataclass
class TargetPiece(Piece):
    """A figure, table or section that may be numbered and referred to."""

    kind: str
    label: str
    caption: str = ""


@dataclass
class ListingPiece(Piece):
    """A listing; it has a number when it has a caption or a label.

    `is_whole` where the block is nothing else, and so is linked by the block's id.
    """

    listing: Listing
    label: str
    is_whole: bool


@dataclass
class FormulaPiece(Piece):
    """A formula; `is_block` outside of a paragraph, `is_whole` where the block is nothing else."""

    formula: Formula
    is_block: bool
    is_whole: bool


@dataclass
class NotePiece(Piece):
    """A place that cites a note, by its label in the block or by the note itself."""

    key: tuple[str, str]


@dataclass
class ReferencePiece(Piece):
    """A place that refers to a label."""

    label: str


PieceT = TypeVar("PieceT", bound=Piece)


@dataclass
class Manuscript:
    """The pieces of one body, in the order in which blocks rendered them."""

    note_labels: frozenset[str] = frozenset()
    pieces: list[Piece] = field(default_factory=list)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    secret: str = field(default_factory=lambda: secrets.token_hex(8))
    block_id: str = ""
    anchor: str = ""

    def __post_init__(self) -> None:
        self.mark_pattern = re.compile(rf"mark{self.secret}x(\d+)([a-z])\.")

    def enter(self, *, block_id: str, anchor: str) -> None:
        """Say which block renders now."""
        self.block_id, self.anchor = block_id, anchor

    def formula(
        self,
        latex: str,
        *,
        is_display: bool = False,
        label: str = "",
        is_block: bool = False,
        is_whole: bool = False,
    ) -> str:
        """Return the mark of a formula in LaTeX; see `FormulaPiece`."""
        formula = Formula(latex=latex, is_display=is_display, label=label)
        return self._add(FormulaPiece, formula=formula, is_block=is_block, is_whole=is_whole)

    def listing(self, listing: Listing, *, label: str = "", is_whole: bool = False) -> str:
        """Return the mark of a listing; `is_whole` when the block is nothing else."""
        if not is_known(listing.language):
            self.problem("language", listing.language)
        return self._add(ListingPiece, listing=listing, label=label, is_whole=is_whole)

    def target(self, kind: str, *, label: str = "", caption: str = "") -> "Target":
        """Return the marks of a figure's, table's or section's id and number."""
        mark = self._add(TargetPiece, kind=kind, label=label, caption=caption)
        stem = mark.removesuffix("h.")
        return Target(number=mark, id=f"{stem}i.", anchored_number=f"{stem}a.")

    def cite_note(self, key: str) -> str:
        """Return the mark of a note's reference; `key` is its label or `define_note`'s."""
        return self._add(NotePiece, key=(self.anchor, key))

    def define_note(self, key: str, html: str) -> None:
        """Keep a note's safe HTML; the first definition of a label in a block counts."""
        self.notes.setdefault((self.anchor, key), html)

    def reference(self, label: str) -> str:
        """Return the mark of `[@label]`."""
        return self._add(ReferencePiece, label=label)

    def problem(self, kind: str, detail: str, message: str = "") -> None:
        """Note something for the editor, in the block that renders now."""
        self.problems.append(Problem(kind, detail, message, self.block_id))

    def marked(self, text: str) -> Iterable[Piece]:
        """Yield the pieces whose marks stand in a text, each once, in their order."""
        seen = dict.fromkeys(int(match[1]) for match in self.mark_pattern.finditer(text))
        return (self.pieces[number] for number in seen)

    def replace(self, text: str, render: Callable[[Piece, str], str]) -> str:
        """Return a text with every mark replaced by what `render` makes of it and its role."""
        return self.mark_pattern.sub(
            lambda match: render(self.pieces[int(match[1])], match[2]), text
        )

    def _add(self, piece_type: type[PieceT], **values: object) -> str:
        number = len(self.pieces)
        self.pieces.append(piece_type(number, self.block_id, self.anchor, **values))
        return f"mark{self.secret}x{number}h."


@dataclass(frozen=True)
class Target:
    """The marks of one item: of its number, of its id, and of a number that carries the id."""

    number: str
    id: str
    anchored_number: str
