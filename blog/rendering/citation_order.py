"""Finds the citations of a body in the order in which they are read."""

from collections.abc import Container

from blog.document.footnotes import PARAGRAPH, Footnotes
from blog.document.manuscript import Manuscript
from blog.document.pieces import CitationPiece, CodeListingPiece, FootnotePiece


def citations_in(
    manuscript: Manuscript, html: str, footnotes: Footnotes, labels: Container[str]
) -> list[CitationPiece]:
    """Return the citations of a text as they are read: a footnote's where it is first cited.

    What refers to one of the labels is none.
    """
    found: list[CitationPiece] = []
    # From the end, so that the next one is the last.
    waiting = [*manuscript.pieces_in(html)][::-1]
    while waiting:
        piece, inner = waiting.pop(), ""
        match piece:
            case CitationPiece() if piece.label not in labels:
                found.append(piece)
            case CodeListingPiece():
                inner = piece.listing.caption
            case FootnotePiece():
                footnote = footnotes.of(piece)
                if footnote and footnote.citations[0] == piece.number:
                    inner = footnote.html
        waiting += [*manuscript.pieces_in(inner)][::-1]
    return found


def in_paragraphs(manuscript: Manuscript, html: str) -> set[int]:
    """Return the numbers of the pieces beside which a note may stand."""
    paragraphs = "".join(PARAGRAPH.findall(html))
    return {piece.number for piece in manuscript.pieces_in(paragraphs)}
