"""Lays out a manuscript as a Document: decides what concerns all blocks together.

Numbers, ids, references, footnotes and formulas follow reading order, which is the order of the
placeholders in the joined HTML.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.html import escape
from django.utils.safestring import mark_safe

from blog.bibliography.library import FindSources
from blog.document.code_listing import line_note, render_code_listing
from blog.document.document import Code, Document, Footnote, Link, Picture, Problem, Section
from blog.document.footnotes import Footnotes, sidenotes_first
from blog.document.fragment import Fragment
from blog.document.manuscript import (
    ID,
    CitationPiece,
    CodeListingPiece,
    FootnotePiece,
    FormulaPiece,
    LineNotePiece,
    Manuscript,
    Piece,
    PlacePiece,
    ReferencePiece,
    StraightQuotePiece,
    TargetPiece,
)
from blog.document.numbered_html import (
    formula_html,
    numbered_name,
    reference_text,
    target_html,
)
from blog.document.numbering import Numbering
from blog.document.outline import (
    Ids,
    NamedHeading,
    OpenSection,
    Outline,
    heading_slug,
)
from blog.document.problem_list import bounded
from blog.html.direction import with_directions
from blog.html.plain_text import BLOCK_BORDER, one_line, plain_text, with_borders
from blog.pictures.placing import find_pictures
from blog.rendering.citation_order import citations_in, in_paragraphs
from blog.rendering.citations import write_citations
from blog.rendering.places import Places
from blog.rendering.region_names import with_region_names
from blog.rendering.section_tree import section_tree
from blog.rendering.tabs import with_tabs
from search.typography.typesetting import typeset

# Ids that the page around a post has taken.
PROVENANCE_ID = "post-provenance"
SHELL_IDS = {"content", PROVENANCE_ID, f"{PROVENANCE_ID}-title"}

# Pieces that put no link into a heading.
_WITHOUT_LINKS = (FormulaPiece, StraightQuotePiece, TargetPiece)
_ENDS_IN_HEADING = re.compile(r"</h[2-6]>\s*(?:</div>\s*)*\Z")


def lay_out(
    manuscript: Manuscript, fragments: Sequence[Fragment], find_sources: FindSources
) -> Document:
    """Return the Document that the fragments of one manuscript make."""
    return _Layout(manuscript, fragments, find_sources).document()


class _Layout:
    def __init__(
        self, manuscript: Manuscript, fragments: Sequence[Fragment], find_sources: FindSources
    ) -> None:
        self._manuscript = manuscript
        self._fragments = fragments
        self._ids = Ids(SHELL_IDS | {each.anchor for each in fragments})
        html = "".join(each.html for each in fragments)
        self._footnotes = Footnotes(manuscript, html, self._ids)
        self._footnotes_html = self._footnotes.list_html()
        # A piece whose placeholder the sanitiser dropped, within an open comment say, is not there.
        self._order = list(manuscript.pieces_in(html + self._footnotes_html))
        listings = (each.number for each in self._order if isinstance(each, CodeListingPiece))
        self._listing_places = {number: place for place, number in enumerate(listings, start=1)}
        self._places = Places(manuscript, self._ids)
        self._numbering = Numbering(manuscript, self._order, self._ids)
        citations = citations_in(manuscript, html, self._footnotes, self._numbering.labels)
        beside = in_paragraphs(manuscript, html) if citations else ()
        self._citations = write_citations(citations, find_sources, self._ids, beside)
        manuscript.problems += self._citations.problems

    def document(self) -> Document:
        outline = Outline(self._name_heading)
        parts = [outline.read_block(each.html, each.block_id) for each in self._fragments]
        parts += map(outline.read_apart, self._lists("".join(parts)))
        self._places.name(self._order)
        html = self._with_listings_as_tabs("\n".join(filter(None, parts)))
        html = sidenotes_first(self._with_pieces(html))
        html = self._places.with_links_to_ids(html, outline, self._numbering.label_ids)
        html = with_directions(with_region_names(html))
        return Document(
            html=mark_safe(html),
            section=section_tree([self._finished_section(each) for each in outline.sections]),
            notes=tuple(
                Footnote(footnote.number, footnote.id, self._plain_text_of(footnote.html))
                for footnote in self._footnotes
            ),
            numbered=tuple(
                replace(item, caption=self._with_words(typeset(item.caption)))
                for item in self._numbering
            ),
            listings=tuple(self._code_listings()),
            links=tuple(Link(*link) for link in outline.links),
            pictures=tuple(Picture(*picture) for picture in find_pictures(html)),
            sources=self._citations.sources,
            cited_keys=self._citations.cited_keys,
            problems=tuple(bounded(filter(self._is_still_one, self._manuscript.problems))),
        )

    def _lists(self, html: str) -> Iterator[str]:
        """Yield the footnotes, then the references: before them below a heading of their own."""
        has_heading = _ENDS_IN_HEADING.search(html) is not None
        references = self._citations.list_html(has_heading=not has_heading)
        lists = [self._footnotes_html, references]
        yield from reversed(lists) if has_heading else lists

    def _is_still_one(self, problem: Problem) -> bool:
        """Tell whether a problem of one block is one of the whole text too."""
        used = self._manuscript.used_definitions
        return problem.kind != "definition" or problem.detail not in used

    def _name_heading(self, typed: str, shown: str) -> NamedHeading:
        """Return the id of a heading and its text; a label of its own is its id."""
        title, pieces = self._with_words(shown), [*self._manuscript.pieces_in(typed)]
        holds_links = any(not isinstance(each, _WITHOUT_LINKS) for each in pieces)
        typed = self._with_words(typed)
        for piece in pieces:
            if isinstance(piece, TargetPiece) and piece.kind == "section":
                anchor = self._numbering.entitle(piece, title)
                return NamedHeading(anchor, title, typed, holds_links)
        # What is shown changes with the language, and no address shall.
        return NamedHeading(self._ids.give(heading_slug(typed)), title, typed, holds_links)

    def _finished_section(self, read: OpenSection) -> Section:
        """Return a section with its placeholders as words, its footnotes after its text."""
        text, code = with_borders("".join(read.text)), "".join(read.code)
        pieces = [*self._manuscript.pieces_in(text), *self._manuscript.pieces_in(code)]
        footnotes = [
            self._plain_text_of(footnote.html)
            for footnote in map(self._footnote_first_cited, pieces)
            if footnote
        ]
        listings = [piece.listing for piece in pieces if isinstance(piece, CodeListingPiece)]
        codes = [part for each in listings for part in (each.plain_code, each.output) if part]
        return Section(
            id=read.id,
            level=read.level,
            title=read.title,
            text=BLOCK_BORDER.join(filter(None, [self._with_words_in_lines(text), *footnotes])),
            # A blank line parts them, as a passage of one is cut out by.
            code="\n\n".join([*codes, *filter(None, [self._manuscript.replace(code, _no_words)])]),
        )

    def _footnote_first_cited(self, piece: Piece) -> object:
        if not isinstance(piece, FootnotePiece):
            return None
        footnote = self._footnotes.of(piece)
        return footnote if footnote and footnote.citations[0] == piece.number else None

    def _code_listings(self) -> Iterator[Code]:
        for piece in self._order:
            if isinstance(piece, CodeListingPiece):
                listing = piece.listing
                anchor = self._numbering.item(piece).id
                yield Code(anchor, listing.language, listing.file_name, listing.plain_code)

    # --- What the placeholders become ----------------------------------------------------------

    def _with_listings_as_tabs(self, html: str) -> str:
        """Return HTML with neighbouring listings in boxes; list what has no neighbour."""
        html, boxed = with_tabs(html, self._manuscript)
        listings = (each for each in self._order if isinstance(each, CodeListingPiece))
        self._manuscript.problems += [
            Problem("lone_tab", each.listing.tabs, block_id=each.block_id)
            for each in listings
            if each.listing.tabs and each.number not in boxed
        ]
        return html

    def _with_pieces(self, html: str) -> str:
        freed = self._manuscript.paragraph_pattern.sub(self._freed_from_paragraph, html)
        return self._manuscript.replace(freed, self._piece_html)

    def _freed_from_paragraph(self, match: re.Match[str]) -> str:
        """Free what stands for itself from the paragraph that carried it past the sanitiser."""
        piece = self._manuscript.pieces[int(match[2])]
        is_block = isinstance(piece, CodeListingPiece) or getattr(piece, "is_block", False)
        return match[1] if is_block else match[0]

    def _piece_html(self, piece: Piece, role: str) -> str:
        match piece:
            case FormulaPiece():
                return formula_html(piece, self._numbering.formula(piece))
            case CodeListingPiece():
                item, place = self._numbering.item(piece), self._listing_places[piece.number]
                html = render_code_listing(piece.listing, item, place)
                return self._with_pieces(html) if piece.listing.caption else html
            case LineNotePiece():
                item = self._numbering.listing(piece.listing)
                return line_note(item.id, piece.note) if item else ""
            case FootnotePiece():
                return self._manuscript.replace(
                    self._footnotes.reference_html(piece), self._sidenote_html
                )
            case CitationPiece() if piece.number in self._citations.html:
                return self._citations.html[piece.number]
            case ReferencePiece() | CitationPiece():
                return self._reference_html(piece)
            case TargetPiece():
                return target_html(self._numbering.item(piece), role)
            case PlacePiece():
                return self._places.html_of(piece)
            case StraightQuotePiece():
                return escape(piece.sign)
        raise TypeError(piece)

    def _sidenote_html(self, piece: Piece, role: str) -> str:
        """Return what a placeholder becomes in a footnote beside the text, which has no links."""
        match piece:
            case FootnotePiece() | PlacePiece():
                return ""
            case ReferencePiece() | CitationPiece():
                return escape(self._piece_words(piece, role))
        return self._piece_html(piece, role)

    def _reference_html(self, piece: ReferencePiece | CitationPiece) -> str:
        item = self._numbering.named(piece.label)
        if item is None:
            # A formula that can't be shown may have this label; it is a problem of its own.
            if piece.label not in self._numbering.failed_labels:
                problem = Problem("label", piece.label, block_id=piece.block_id)
                self._manuscript.problems.append(problem)
            return escape(piece.typed)
        return f'<a class="reference" href="#{escape(item.id)}">{escape(reference_text(item))}</a>'

    def _plain_text_of(self, html: str) -> str:
        """Return HTML that holds placeholders as plain text."""
        return self._with_words(plain_text(html))

    def _with_words(self, text: str) -> str:
        """Return a plain text with words for its placeholders."""
        return one_line(self._manuscript.replace(text, self._piece_words))

    def _with_words_in_lines(self, text: str) -> str:
        """Return a text that keeps its borders with words for its placeholders."""
        replaced = self._manuscript.replace(
            text, lambda piece, role: one_line(self._piece_words(piece, role))
        )
        return with_borders(replaced)

    def _piece_words(self, piece: Piece, role: str) -> str:
        match piece:
            case FormulaPiece():
                return piece.formula.latex
            case CodeListingPiece():
                return self._with_words(piece.listing.caption)
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


def _no_words(_piece: Piece, _role: str) -> str:
    return ""
