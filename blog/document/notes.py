"""Footnotes over the whole post: numbered in reading order, one list, links both ways."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext

from blog.document.document import Problem
from blog.document.manuscript import (
    FormulaPiece,
    ListingPiece,
    Manuscript,
    NotePiece,
    TargetPiece,
)
from blog.document.outline import Ids

# A longer note stands in the list alone: beside the text it would run into the next ones.
MAX_SIDENOTE = 600

_PARAGRAPH = re.compile(
    r"\s*<p>((?:(?!</?(?:p|div|ul|ol|table|pre|img|small)\b).)*)</p>\s*", re.DOTALL
)
_LINK = re.compile(r"</?a\b[^<>]*>")
_LAST_PARAGRAPH = re.compile(r"</p>\s*\Z")
_ANY_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_BESIDE = re.compile(r'<small class="sidenote" aria-hidden="true">(.*?)</small>', re.DOTALL)


@dataclass
class CitedNote:
    """A note that the text cites, and the pieces that cite it."""

    number: int
    id: str
    html: str
    citations: list[int] = field(default_factory=list)

    def citation_id(self, piece: NotePiece) -> str:
        """Return the id of one place that cites the note."""
        place = self.citations.index(piece.number) + 1
        stem = f"fnref-{self.id.removeprefix('fn-')}"
        return stem if place == 1 else f"{stem}_{place}"


class Notes:
    """The notes that a text cites, in the order of their first citation."""

    def __init__(self, manuscript: Manuscript, html: str, ids: Ids) -> None:
        self._manuscript = manuscript
        self._ids = ids
        self._by_label: dict[str, str] = {}
        for (_anchor, label), note in manuscript.notes.items():
            self._by_label.setdefault(label, note)
        self._cited: dict[tuple[str, str], CitedNote] = {}
        self._by_piece: dict[int, CitedNote] = {}
        waiting = [html]
        while waiting:
            waiting = [note.html for text in waiting for note in self._cite_all(text)]

    def __iter__(self) -> Iterator[CitedNote]:
        return iter(self._cited.values())

    def of(self, piece: NotePiece) -> CitedNote | None:
        """Return the note that a piece cites; None where nothing defines it."""
        return self._by_piece.get(piece.number)

    def _cite_all(self, text: str) -> list[CitedNote]:
        """Cite what a text cites; return the notes that are cited for the first time."""
        known = len(self._cited)
        for piece in self._manuscript.marked(text):
            if isinstance(piece, NotePiece):
                self._cite(piece)
        return list(self._cited.values())[known:]

    def _cite(self, piece: NotePiece) -> None:
        _anchor, label = piece.key
        html = self._manuscript.notes.get(piece.key) or self._by_label.get(label)
        if html is None:
            problem = Problem("note", label, block_id=piece.block_id)
            self._manuscript.problems.append(problem)
            return
        note = self._cited.get((label, html))
        if note is None:
            number = len(self._cited) + 1
            name = str(number) if label == html else slugify(label, allow_unicode=True)
            note = CitedNote(number, self._ids.give(f"fn-{name or number}"), html)
            self._cited[label, html] = note
        note.citations.append(piece.number)
        self._by_piece[piece.number] = note

    def reference_html(self, piece: NotePiece) -> str:
        """Return a note's number as a link, or `[^label]` for a note that is not there."""
        note = self.of(piece)
        if note is None:
            return escape(f"[^{piece.key[1]}]")
        link = f'<a href="#{note.id}" id="{note.citation_id(piece)}">{note.number}</a>'
        beside = self._sidenote(note) if piece.number == note.citations[0] else ""
        return f'<sup class="footnote-ref">{link}</sup>{beside}'

    def _sidenote(self, note: CitedNote) -> str:
        """Return a short note once more, to stand beside the text; nothing for any other."""
        match = _PARAGRAPH.fullmatch(note.html)
        if not match or len(match[1]) > MAX_SIDENOTE or self._holds_blocks(match[1]):
            return ""
        # Its links are those of the list: two of each would be one too many for the keyboard.
        text = _LINK.sub("", match[1])
        number = f'<span class="sidenote__number">{note.number}</span>'
        return f'<small class="sidenote" aria-hidden="true">{number} {text}</small>'

    def _holds_blocks(self, html: str) -> bool:
        """Tell whether a note has listings or display formulas, which have ids and numbers."""
        return any(
            isinstance(piece, ListingPiece | TargetPiece)
            or (isinstance(piece, FormulaPiece) and piece.formula.is_display)
            for piece in self._manuscript.marked(html)
        )

    def list_html(self) -> str:
        """Return the list of notes, each with links back to where it is cited."""
        if not self._cited:
            return ""
        items = "".join(
            f'<li id="{note.id}">{_with_backlinks(note.html, self._backlinks(note))}</li>'
            for note in self
        )
        label = escape(gettext("Footnotes"))
        return (
            f'<section class="footnotes" aria-label="{label}">'
            f'<ol class="footnotes__list">{items}</ol></section>'
        )

    def _backlinks(self, note: CitedNote) -> str:
        pieces = [self._manuscript.pieces[number] for number in note.citations]
        links = []
        for place, piece in enumerate(pieces, start=1):
            label = escape(gettext("Back to reference %(number)s") % {"number": note.number})
            which = "" if place == 1 else f"<sup>{place}</sup>"
            links.append(
                f'<a class="footnote-backref" href="#{note.citation_id(piece)}"'
                f' aria-label="{label}{"" if place == 1 else f"-{place}"}">↩{which}</a>'
            )
        return " ".join(links)


def notes_first(html: str) -> str:
    """Return HTML in which notes beside the text stand first in their paragraph, as one element.

    From there a style sheet can set them in the margin, level with the paragraph, and beneath
    it. Outside paragraphs, in a cell or an item, they stay where they are cited.
    """
    return _ANY_PARAGRAPH.sub(_note_first, html)


def _note_first(paragraph: re.Match[str]) -> str:
    notes = _BESIDE.findall(paragraph[1])
    if not notes:
        return paragraph[0]
    beside = f'<small class="sidenote" aria-hidden="true">{"<br>".join(notes)}</small>'
    return f"<p>{beside}{_BESIDE.sub('', paragraph[1])}</p>"


def _with_backlinks(html: str, links: str) -> str:
    """Return a note's HTML with the links at the end of its last paragraph."""
    if _LAST_PARAGRAPH.search(html):
        return _LAST_PARAGRAPH.sub(f" {links}</p>", html)
    return f"{html}<p>{links}</p>"
