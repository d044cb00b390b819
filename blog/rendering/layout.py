"""Lays out a manuscript as a Document: decides what concerns all blocks together.

Numbers, ids, references, footnotes and formulas follow reading order, which is the order of the
placeholders in the joined HTML.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.safestring import mark_safe

from blog.bibliography.library import FindSources
from blog.document.document import Code, Document, Footnote, Link, Picture, Problem, Section
from blog.document.footnotes import CitedFootnote, Footnotes, sidenotes_first
from blog.document.fragment import Fragment
from blog.document.manuscript import Manuscript
from blog.document.numbering import Numbering
from blog.document.outline import Ids, NamedHeading, OpenSection, Outline, heading_slug
from blog.document.pieces import (
    CodeListingPiece,
    FootnotePiece,
    FormulaPiece,
    Piece,
    StraightQuotePiece,
    TargetPiece,
)
from blog.document.problem_list import bounded
from blog.html.direction import with_directions
from blog.html.plain_text import BLOCK_BORDER, with_borders
from blog.pictures.placing import find_pictures
from blog.rendering.citation_order import citations_in, in_paragraphs
from blog.rendering.citations import write_citations
from blog.rendering.piece_html import PieceHtml
from blog.rendering.piece_words import PieceWords
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
        self._places = Places(manuscript, self._ids)
        self._numbering = Numbering(manuscript, self._order, self._ids)
        citations = citations_in(manuscript, html, self._footnotes, self._numbering.labels)
        beside = in_paragraphs(manuscript, html) if citations else ()
        self._citations = write_citations(citations, find_sources, self._ids, beside)
        manuscript.problems += self._citations.problems
        self._words = PieceWords(manuscript, self._numbering, self._citations)
        self._pieces = PieceHtml(
            manuscript,
            self._order,
            numbering=self._numbering,
            footnotes=self._footnotes,
            citations=self._citations,
            places=self._places,
            words=self._words,
        )

    def document(self) -> Document:
        outline = Outline(self._name_heading)
        parts = [outline.read_block(each.html, each.block_id) for each in self._fragments]
        parts += map(outline.read_apart, self._lists("".join(parts)))
        self._places.name(self._order)
        html = self._with_listings_as_tabs("\n".join(filter(None, parts)))
        html = sidenotes_first(self._pieces.put_into(html))
        html = self._places.with_links_to_ids(html, outline, self._numbering.label_ids)
        html = with_directions(with_region_names(html))
        return Document(
            html=mark_safe(html),
            section=section_tree([self._finished_section(each) for each in outline.sections]),
            notes=tuple(
                Footnote(footnote.number, footnote.id, self._words.of_html(footnote.html))
                for footnote in self._footnotes
            ),
            numbered=tuple(
                replace(item, caption=self._words.in_line(typeset(item.caption)))
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
        title, pieces = self._words.in_line(shown), [*self._manuscript.pieces_in(typed)]
        holds_links = any(not isinstance(each, _WITHOUT_LINKS) for each in pieces)
        typed = self._words.in_line(typed)
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
            self._words.of_html(footnote.html)
            for footnote in map(self._footnote_first_cited, pieces)
            if footnote
        ]
        listings = [piece.listing for piece in pieces if isinstance(piece, CodeListingPiece)]
        codes = [part for each in listings for part in (each.plain_code, each.output) if part]
        return Section(
            id=read.id,
            level=read.level,
            title=read.title,
            text=BLOCK_BORDER.join(filter(None, [self._words.in_lines(text), *footnotes])),
            # A blank line parts them, as a passage of one is cut out by.
            code="\n\n".join([*codes, *filter(None, [self._manuscript.replace(code, _no_words)])]),
        )

    def _footnote_first_cited(self, piece: Piece) -> CitedFootnote | None:
        """Return the footnote that a piece is the first to cite."""
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


def _no_words(_piece: Piece, _role: str) -> str:
    return ""
