"""Puts words in the place of placeholders where a text has no markup: in titles and for search."""

from blog.document.manuscript import Manuscript
from blog.document.numbered_html import numbered_name, reference_text
from blog.document.numbering import Numbering
from blog.document.pieces import (
    ID,
    CitationPiece,
    CodeListingPiece,
    FormulaPiece,
    Piece,
    ReferencePiece,
    StraightQuotePiece,
    TargetPiece,
)
from blog.html.plain_text import one_line, plain_text, with_borders
from blog.rendering.citations import WrittenCitations


class PieceWords:
    """The words of a manuscript's pieces; a piece without any, such as a place, leaves nothing."""

    def __init__(
        self, manuscript: Manuscript, numbering: Numbering, citations: WrittenCitations
    ) -> None:
        self._manuscript = manuscript
        self._numbering = numbering
        self._citations = citations

    def in_line(self, text: str) -> str:
        """Return a plain text in one line, with words for its placeholders."""
        return one_line(self._manuscript.replace(text, self.of))

    def in_lines(self, text: str) -> str:
        """Return a plain text with words for its placeholders and the borders that it has."""
        replaced = self._manuscript.replace(
            text, lambda piece, role: one_line(self.of(piece, role))
        )
        return with_borders(replaced)

    def of_html(self, html: str) -> str:
        """Return HTML that holds placeholders as plain text in one line."""
        return self.in_line(plain_text(html))

    def of(self, piece: Piece, role: str) -> str:
        """Return what stands for a piece in one of its roles; empty for nothing."""
        match piece:
            case FormulaPiece():
                return piece.formula.latex
            case CodeListingPiece():
                return self.in_line(piece.listing.caption)
            case CitationPiece() if piece.number in self._citations.words:
                return self._citations.words[piece.number]
            case ReferencePiece() | CitationPiece():
                item = self._numbering.named(piece.label)
                return reference_text(item) if item else piece.typed
            case TargetPiece() if role != ID:
                return numbered_name(self._numbering.item(piece))
            case StraightQuotePiece():
                return piece.sign
        return ""
