"""Numbers the footnotes of a whole post in reading order, with one list and links both ways."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext

from blog.document.document import Problem
from blog.document.manuscript import Manuscript
from blog.document.outline import Ids
from blog.document.pieces import CodeListingPiece, FootnotePiece, FormulaPiece, TargetPiece
from blog.html.page_furniture import BACK_LINK, SIDENOTE, sidenote
from blog.html.plain_text import plain_text
from blog.html.typesetting import typeset_html

# A longer footnote stands in the list alone: beside the text it would run into the next ones.
MAX_SIDENOTE = 600

_PARAGRAPH = re.compile(
    r"\s*<p>((?:(?!</?(?:p|div|ul|ol|table|pre|img|small)\b).)*)</p>\s*", re.DOTALL
)
_LINK = re.compile(r"</?a\b[^<>]*>")
_LAST_PARAGRAPH = re.compile(r"</p>\s*\Z")
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


@dataclass
class CitedFootnote:
    """A footnote that the text cites, and the pieces that cite it."""

    number: int
    id: str
    html: str
    citations: list[int] = field(default_factory=list)

    def citation_id(self, piece: FootnotePiece) -> str:
        """Return the id of one place that cites the footnote."""
        place = self.citations.index(piece.number) + 1
        stem = f"fnref-{self.id.removeprefix('fn-')}"
        return stem if place == 1 else f"{stem}_{place}"


class Footnotes:
    """The footnotes that a text cites, in the order of their first citation."""

    def __init__(self, manuscript: Manuscript, html: str, ids: Ids) -> None:
        self._manuscript = manuscript
        self._ids = ids
        self._by_label: dict[str, str] = {}
        for key, footnote in manuscript.footnotes.items():
            self._by_label.setdefault(key.label, footnote)
        self._cited: dict[tuple[str, str], CitedFootnote] = {}
        self._by_piece: dict[int, CitedFootnote] = {}
        waiting = [html]
        while waiting:
            waiting = [footnote.html for text in waiting for footnote in self._cite_all(text)]
        self._list_uncited()

    def __iter__(self) -> Iterator[CitedFootnote]:
        return iter(self._cited.values())

    def of(self, piece: FootnotePiece) -> CitedFootnote | None:
        """Return the footnote that a piece cites; None where nothing defines it."""
        return self._by_piece.get(piece.number)

    def _cite_all(self, text: str) -> list[CitedFootnote]:
        """Cite what a text cites; return the footnotes that are cited for the first time."""
        known = len(self._cited)
        for piece in self._manuscript.pieces_in(text):
            if isinstance(piece, FootnotePiece):
                self._cite(piece)
        return list(self._cited.values())[known:]

    def _list_uncited(self) -> None:
        """Name the footnotes that nothing cites, which no reader sees."""
        cited = {html for _label, html in self._cited}
        for footnote in self._manuscript.all_footnotes:
            if footnote.html not in cited:
                label, text = f"[^{footnote.key.label}]", plain_text(footnote.html)[:200]
                problem = Problem("uncited", label, text, footnote.block_id)
                self._manuscript.problems.append(problem)

    def _cite(self, piece: FootnotePiece) -> None:
        label = piece.key.label
        html = self._manuscript.footnotes.get(piece.key) or self._by_label.get(label)
        if html is None:
            problem = Problem("note", label, block_id=piece.block_id)
            self._manuscript.problems.append(problem)
            return
        footnote = self._cited.get((label, html))
        if footnote is None:
            number = len(self._cited) + 1
            name = str(number) if label == html else slugify(label, allow_unicode=True)
            anchor = self._ids.give(f"fn-{name or number}")
            footnote = CitedFootnote(number, anchor, typeset_html(html))
            self._cited[label, html] = footnote
        footnote.citations.append(piece.number)
        self._by_piece[piece.number] = footnote

    def reference_html(self, piece: FootnotePiece) -> str:
        """Return a footnote's number as a link, or `[^label]` for one that is not there."""
        footnote = self.of(piece)
        if footnote is None:
            return escape(f"[^{piece.key.label}]")
        link = f'<a href="#{footnote.id}" id="{footnote.citation_id(piece)}">{footnote.number}</a>'
        beside = self._sidenote(footnote) if piece.number == footnote.citations[0] else ""
        return f'<sup class="footnote-ref">{link}</sup>{beside}'

    def _sidenote(self, footnote: CitedFootnote) -> str:
        """Return a short footnote once more, to stand beside the text; nothing for any other."""
        match = _PARAGRAPH.fullmatch(footnote.html)
        if not match or len(match[1]) > MAX_SIDENOTE or self._holds_blocks(match[1]):
            return ""
        # Its links are those of the list: two of each would be one too many for the keyboard.
        text = _LINK.sub("", match[1])
        number = f'<span class="sidenote__number">{footnote.number}</span>'
        return sidenote(f"{number} {text}")

    def _holds_blocks(self, html: str) -> bool:
        """Tell whether a footnote has code listings or display formulas, which have ids."""
        return any(
            isinstance(piece, CodeListingPiece | TargetPiece)
            or (isinstance(piece, FormulaPiece) and piece.formula.is_display)
            for piece in self._manuscript.pieces_in(html)
        )

    def list_html(self) -> str:
        """Return the list of footnotes, each with links back to where it is cited."""
        if not self._cited:
            return ""
        items = "".join(
            f'<li id="{footnote.id}">{self._with_backlinks(footnote)}</li>' for footnote in self
        )
        label = escape(gettext("Footnotes"))
        return (
            f'<section class="footnotes" aria-label="{label}">'
            f'<ol class="footnotes__list">{items}</ol></section>'
        )

    def _with_backlinks(self, footnote: CitedFootnote) -> str:
        """Return a footnote's HTML with the links at the end of its last paragraph.

        What carries a code listing or a display formula past the sanitiser is no paragraph.
        """
        links = self._backlinks(footnote)
        last = footnote.html.rpartition("<p>")[2]
        if _LAST_PARAGRAPH.search(footnote.html) and not self._holds_blocks(last):
            return _LAST_PARAGRAPH.sub(f" {links}</p>", footnote.html)
        return f"{footnote.html}<p>{links}</p>"

    def _backlinks(self, footnote: CitedFootnote) -> str:
        pieces = [self._manuscript.pieces[number] for number in footnote.citations]
        links = []
        for place, piece in enumerate(pieces, start=1):
            label = escape(gettext("Back to reference %(number)s") % {"number": footnote.number})
            which = "" if place == 1 else f"<sup>{place}</sup>"
            links.append(
                f'{BACK_LINK} href="#{footnote.citation_id(piece)}"'
                f' aria-label="{label}{"" if place == 1 else f"-{place}"}">↩{which}</a>'
            )
        return " ".join(links)


def sidenotes_first(html: str) -> str:
    """Return HTML whose footnotes beside the text come first in their paragraph, as one element.

    From there a style sheet can set them in the margin, level with the paragraph, and beneath
    it. Outside paragraphs, in a cell or an item, they stay where they are cited.
    """
    return PARAGRAPH.sub(_with_sidenotes_first, html)


def _with_sidenotes_first(paragraph: re.Match[str]) -> str:
    sidenotes = SIDENOTE.findall(paragraph[1])
    if not sidenotes:
        return paragraph[0]
    return f"<p>{sidenote('<br>'.join(sidenotes))}{SIDENOTE.sub('', paragraph[1])}</p>"
