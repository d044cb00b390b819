"""Puts HTML in the place of placeholders, once numbers, ids and citations are known."""

import re
from collections.abc import Sequence

from django.utils.html import escape

from blog.document.code.listing import line_note, render_code_listing
from blog.document.document import Problem
from blog.document.footnotes import Footnotes
from blog.document.manuscript import Manuscript
from blog.document.numbered_html import formula_html, reference_text, target_html
from blog.document.numbering import Numbering
from blog.document.pieces import (
    CitationPiece,
    CodeListingPiece,
    FootnotePiece,
    FormulaPiece,
    LineNotePiece,
    Piece,
    PlacePiece,
    ReferencePiece,
    StraightQuotePiece,
    TargetPiece,
)
from blog.rendering.citations import WrittenCitations
from blog.rendering.piece_words import PieceWords
from blog.rendering.places import Places


class PieceHtml:
    """The HTML of a manuscript's pieces; lists references to nothing as problems."""

    def __init__(
        self,
        manuscript: Manuscript,
        order: Sequence[Piece],
        *,
        numbering: Numbering,
        footnotes: Footnotes,
        citations: WrittenCitations,
        places: Places,
        words: PieceWords,
    ) -> None:
        self._manuscript = manuscript
        self._numbering = numbering
        self._footnotes = footnotes
        self._citations = citations
        self._places = places
        self._words = words
        listings = (each.number for each in order if isinstance(each, CodeListingPiece))
        self._listing_places = {number: place for place, number in enumerate(listings, start=1)}

    def put_into(self, html: str) -> str:
        """Return HTML with what its placeholders stand for."""
        freed = self._manuscript.paragraph_pattern.sub(self._freed_from_paragraph, html)
        return self._manuscript.replace(freed, self._of)

    def _freed_from_paragraph(self, match: re.Match[str]) -> str:
        """Free what stands for itself from the paragraph that carried it past the sanitiser."""
        piece = self._manuscript.pieces[int(match[2])]
        is_block = isinstance(piece, CodeListingPiece) or getattr(piece, "is_block", False)
        return match[1] if is_block else match[0]

    def _of(self, piece: Piece, role: str) -> str:
        match piece:
            case FormulaPiece():
                return formula_html(piece, self._numbering.formula(piece))
            case CodeListingPiece():
                item, place = self._numbering.item(piece), self._listing_places[piece.number]
                html = render_code_listing(piece.listing, item, place)
                return self.put_into(html) if piece.listing.caption else html
            case LineNotePiece():
                item = self._numbering.listing(piece.listing)
                return line_note(item.id, piece.note) if item else ""
            case FootnotePiece():
                reference = self._footnotes.reference_html(piece)
                return self._manuscript.replace(reference, self._within_sidenote)
            case CitationPiece() if piece.number in self._citations.html:
                return self._citations.html[piece.number]
            case ReferencePiece() | CitationPiece():
                return self._reference(piece)
            case TargetPiece():
                return target_html(self._numbering.item(piece), role)
            case PlacePiece():
                return self._places.html_of(piece)
            case StraightQuotePiece():
                return escape(piece.sign)
        raise TypeError(piece)

    def _within_sidenote(self, piece: Piece, role: str) -> str:
        """Return what a placeholder becomes in a footnote beside the text, which has no links."""
        match piece:
            case FootnotePiece() | PlacePiece():
                return ""
            case ReferencePiece() | CitationPiece():
                return escape(self._words.of(piece, role))
        return self._of(piece, role)

    def _reference(self, piece: ReferencePiece | CitationPiece) -> str:
        item = self._numbering.named(piece.label)
        if item is None:
            # A formula that can't be shown may have this label; it is a problem of its own.
            if piece.label not in self._numbering.failed_labels:
                problem = Problem("label", piece.label, block_id=piece.block_id)
                self._manuscript.problems.append(problem)
            return escape(piece.typed)
        return f'<a class="reference" href="#{escape(item.id)}">{escape(reference_text(item))}</a>'
