"""The second half of a Document: what is decided over all blocks together.

Numbers, ids, references, notes and formulas follow reading order, which is the order of the
marks in the joined HTML.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from blog.document.document import (
    Code,
    Document,
    Link,
    Note,
    Numbered,
    Picture,
    Problem,
    Section,
)
from blog.document.fragment import Fragment
from blog.document.listing import render_listing
from blog.document.manuscript import (
    FormulaPiece,
    ListingPiece,
    Manuscript,
    NotePiece,
    Piece,
    ReferencePiece,
    TargetPiece,
)
from blog.document.notes import Notes, notes_first
from blog.document.numbering import Numbering
from blog.document.outline import Ids, OpenSection, Outline, heading_slug, page_fragment
from blog.document.pictures import find_pictures
from blog.document.plain import plain_text

# Ids that the page around a post has taken.
SHELL_IDS = {"content"}


def lay_out(manuscript: Manuscript, fragments: Sequence[Fragment]) -> Document:
    """Return the Document that the fragments of one manuscript make."""
    return _Layout(manuscript, fragments).document()


class _Layout:
    def __init__(self, manuscript: Manuscript, fragments: Sequence[Fragment]) -> None:
        self._manuscript = manuscript
        self._fragments = fragments
        self._ids = Ids(SHELL_IDS | {each.anchor for each in fragments})
        html = "".join(each.html for each in fragments)
        self._notes = Notes(manuscript, html, self._ids)
        self._notes_html = self._notes.list_html()
        # A piece whose mark the sanitiser dropped, within an open comment say, is not there.
        self._order = list(manuscript.marked(html + self._notes_html))
        self._numbering = Numbering(manuscript, self._order, self._ids)
        self._block_mark = re.compile(rf"<p>({manuscript.mark_pattern.pattern})</p>")

    def document(self) -> Document:
        outline = Outline(self._name_heading)
        parts = [outline.read_block(each.html, each.block_id) for each in self._fragments]
        parts.append(outline.read_apart(self._notes_html))
        html = notes_first(self._filled("\n".join(filter(None, parts))))
        self._check_links(outline)
        return Document(
            html=mark_safe(html),
            section=_nested([self._section(each) for each in outline.sections]),
            notes=tuple(Note(note.number, note.id, self._said(note.html)) for note in self._notes),
            numbered=tuple(self._numbering),
            listings=tuple(self._listings()),
            links=tuple(Link(*link) for link in outline.links),
            pictures=tuple(Picture(*picture) for picture in find_pictures(html)),
            problems=tuple(dict.fromkeys(self._manuscript.problems)),
        )

    def _name_heading(self, text: str) -> tuple[str, str]:
        """Return the id of a heading and its text; a label of its own is its id."""
        title = self._worded(text)
        for piece in self._manuscript.marked(text):
            if isinstance(piece, TargetPiece) and piece.kind == "section":
                return self._numbering.entitle(piece, title), title
        return self._ids.give(heading_slug(title)), title

    def _section(self, read: OpenSection) -> Section:
        """Return a section with its marks as words, its notes after its text."""
        text, code = " ".join("".join(read.text).split()), "".join(read.code)
        pieces = [*self._manuscript.marked(text), *self._manuscript.marked(code)]
        notes = [self._said(note.html) for note in map(self._first_cited, pieces) if note]
        listings = [piece.listing for piece in pieces if isinstance(piece, ListingPiece)]
        codes = [part for each in listings for part in (each.code, each.output) if part]
        return Section(
            id=read.id,
            level=read.level,
            title=read.title,
            text=" ".join(filter(None, [self._worded(text), *notes])),
            code="\n".join([*codes, *filter(None, [self._manuscript.replace(code, _nothing)])]),
        )

    def _first_cited(self, piece: Piece) -> object:
        if not isinstance(piece, NotePiece):
            return None
        note = self._notes.of(piece)
        return note if note and note.citations[0] == piece.number else None

    def _listings(self) -> Iterator[Code]:
        for piece in self._order:
            if isinstance(piece, ListingPiece):
                listing = piece.listing
                anchor = self._numbering.item(piece).id
                yield Code(anchor, listing.language, listing.file_name, listing.code)

    def _check_links(self, outline: Outline) -> None:
        """Note links within the page that lead nowhere."""
        for block_id, address in outline.addresses:
            anchor = page_fragment(address)
            if anchor and anchor not in self._ids:
                self._manuscript.problems.append(Problem("anchor", f"#{anchor}", block_id=block_id))

    # --- What the marks become ----------------------------------------------------------

    def _filled(self, html: str) -> str:
        return self._manuscript.replace(self._block_mark.sub(self._unwrapped, html), self._html)

    def _unwrapped(self, match: re.Match[str]) -> str:
        """Free what stands for itself from the paragraph that carried it past the sanitiser."""
        piece = self._manuscript.pieces[int(match[2])]
        is_block = isinstance(piece, ListingPiece) or getattr(piece, "is_block", False)
        return match[1] if is_block else match[0]

    def _html(self, piece: Piece, role: str) -> str:
        match piece:
            case FormulaPiece():
                return _formula_html(piece, self._numbering)
            case ListingPiece():
                return render_listing(piece.listing, self._numbering.item(piece))
            case NotePiece():
                return self._manuscript.replace(self._notes.reference_html(piece), self._beside)
            case ReferencePiece():
                return self._reference_html(piece)
            case TargetPiece():
                return _target_html(self._numbering.item(piece), role)
        raise TypeError(piece)

    def _beside(self, piece: Piece, role: str) -> str:
        """What a mark becomes in a note beside the text, which has no links."""
        match piece:
            case NotePiece():
                return ""
            case ReferencePiece():
                return escape(self._words(piece, role))
        return self._html(piece, role)

    def _reference_html(self, piece: ReferencePiece) -> str:
        item = self._numbering.named(piece.label)
        if item is None:
            self._manuscript.problems.append(Problem("label", piece.label, block_id=piece.block_id))
            return escape(f"[@{piece.label}]")
        return f'<a class="reference" href="#{item.id}">{escape(reference_text(item))}</a>'

    def _said(self, html: str) -> str:
        """Return HTML that holds marks as plain text."""
        return self._worded(plain_text(html))

    def _worded(self, text: str) -> str:
        """Return a plain text with words for its marks."""
        return " ".join(self._manuscript.replace(text, self._words).split())

    def _words(self, piece: Piece, role: str) -> str:
        match piece:
            case FormulaPiece():
                return piece.formula.latex
            case ListingPiece():
                return piece.listing.caption
            case ReferencePiece():
                item = self._numbering.named(piece.label)
                return reference_text(item) if item else f"[@{piece.label}]"
            case TargetPiece() if role != "i":
                return numbered_name(self._numbering.item(piece))
        return ""


def numbered_name(item: Numbered) -> str:
    """Return what a caption begins with, as `Figure 2`; nothing for a section."""
    names = {"figure": gettext("Figure"), "table": gettext("Table"), "listing": gettext("Listing")}
    return f"{names[item.kind]} {item.number}" if item.kind in names else ""


def reference_text(item: Numbered) -> str:
    """Return what `[@label]` reads as."""
    if item.kind == "equation":
        return f"({item.number})" if item.number else item.label
    if item.kind == "section":
        return item.caption
    return numbered_name(item)


def _target_html(item: Numbered, role: str) -> str:
    """Return an item's id (role i), its number as a link (h), or that with the id on it (a)."""
    if role == "i":
        return item.id
    if item.kind == "section":
        return ""
    anchor = f' id="{item.id}"' if role == "a" else ""
    return f'<a class="number"{anchor} href="#{item.id}">{escape(numbered_name(item))}</a>'


def _formula_html(piece: FormulaPiece, numbering: Numbering) -> str:
    converted = numbering.formula(piece)
    if not piece.formula.is_display or converted.error:
        return f"<p>{converted.html}</p>" if piece.is_block else converted.html
    label = escape(gettext("Equation"))
    tag = "div" if piece.is_block else "span"
    anchor = f' id="{piece.anchor}"' if piece.is_whole else ""
    frame = f'class="equation"{anchor} tabindex="0" role="group" aria-label="{label}"'
    return f"<{tag} {frame}>{converted.html}</{tag}>"


def _nothing(_piece: Piece, _role: str) -> str:
    return ""


def _nested(sections: list[Section]) -> Section:
    """Return sections in reading order as a tree: each holds the deeper ones that follow it."""
    stack: list[tuple[Section, list[Section]]] = []

    def close(level: int) -> None:
        while len(stack) > 1 and stack[-1][0].level >= level:
            section, inner = stack.pop()
            stack[-1][1].append(replace(section, sections=tuple(inner)))

    for section in sections:
        close(section.level)
        stack.append((section, []))
    close(0)
    root, inner = stack[0]
    return replace(root, sections=tuple(inner))
