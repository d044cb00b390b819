"""Defines the pieces of a manuscript: what its placeholders stand for."""

from dataclasses import dataclass
from typing import NamedTuple

from blog.bibliography.syntax import Citation
from blog.document.code.listing import CodeListing
from blog.document.latex_to_mathml import Formula

# What a placeholder becomes: what its piece is shown as, the id of a target, or its number as a
# link that bears the id.
SHOWN, ID, ANCHORED = "h", "i", "a"


@dataclass
class Piece:
    """Something that a placeholder stands for, and the block it stands in."""

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
class CodeListingPiece(Piece):
    """A code listing; it has a number when it has a caption or a label.

    `is_whole` where the block is nothing else, and so is linked by the block's id.
    """

    listing: CodeListing
    label: str
    is_whole: bool


@dataclass
class LineNotePiece(Piece):
    """The number of a note on a line of the code listing that has this number among the pieces."""

    listing: int
    note: int


@dataclass
class FormulaPiece(Piece):
    """A formula; `is_block` outside of a paragraph, `is_whole` where the block is nothing else."""

    formula: Formula
    is_block: bool
    is_whole: bool


class FootnoteKey(NamedTuple):
    """The key of a footnote in one block: its label, or its HTML where it has none."""

    anchor: str
    label: str


@dataclass
class FootnotePiece(Piece):
    """A place that cites a footnote."""

    key: FootnoteKey


@dataclass
class ReferencePiece(Piece):
    """A place that refers to a label; `typed` is how, and what stands there if nothing has it."""

    label: str
    typed: str


@dataclass
class CitationPiece(Piece):
    """A place that cites sources, or refers to a label that looks like the key of one."""

    citation: Citation

    @property
    def label(self) -> str:
        return self.citation.label

    @property
    def typed(self) -> str:
        return self.citation.typed


@dataclass
class PlacePiece(Piece):
    """A place in the text that links within the page may name."""

    name: str


@dataclass
class StraightQuotePiece(Piece):
    """A quotation mark that is shown as it was typed, whatever the language."""

    sign: str
