"""Keeps what the blocks of one body leave behind while they render, to be decided over the whole.

A block's HTML holds a *placeholder* for each piece whose look depends on the rest of the post. The
placeholders are words that no text can forge; `blog.rendering` replaces them when all is rendered.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from blog.bibliography.syntax import Citation, find_citations
from blog.document.code.highlighting import is_known
from blog.document.code.listing import CodeListing
from blog.document.document import Problem
from blog.document.latex_to_mathml import Formula
from blog.document.pieces import (
    ANCHORED,
    ID,
    SHOWN,
    CitationPiece,
    CodeListingPiece,
    FootnoteKey,
    FootnotePiece,
    FormulaPiece,
    LineNotePiece,
    Piece,
    PlacePiece,
    ReferencePiece,
    StraightQuotePiece,
    TargetPiece,
)
from blog.html.placeholder import new_secret, own_paragraph, placeholder, placeholder_pattern


class DefinedFootnote(NamedTuple):
    """A footnote's safe HTML where it is defined."""

    key: FootnoteKey
    html: str
    block_id: str


PieceT = TypeVar("PieceT", bound=Piece)


@dataclass
class Manuscript:
    """The pieces of one body, in the order in which blocks rendered them."""

    footnote_labels: frozenset[str] = frozenset()
    pieces: list[Piece] = field(default_factory=list)
    footnotes: dict[FootnoteKey, str] = field(default_factory=dict)
    all_footnotes: list[DefinedFootnote] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # Of addresses that some block defines and uses, as a problem says them.
    used_definitions: set[str] = field(default_factory=set)
    secret: str = field(default_factory=new_secret)
    block_id: str = ""
    anchor: str = ""

    def __post_init__(self) -> None:
        self.placeholder_pattern = placeholder_pattern(self.secret)
        # One that stands by itself, as a group too.
        self.paragraph_pattern = re.compile(own_paragraph(f"({self.placeholder_pattern.pattern})"))
        alone = own_paragraph(self.placeholder_pattern.pattern.replace("(", "(?:"))
        # Several that nothing stands between.
        self.neighbours_pattern = re.compile(rf"{alone}(?:\s*{alone})+")

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
        """Return the placeholder of a formula in LaTeX; see `FormulaPiece`."""
        formula = Formula(latex=latex, is_display=is_display, label=label)
        return self._add(FormulaPiece, formula=formula, is_block=is_block, is_whole=is_whole)

    def code_listing(self, listing: CodeListing, *, label: str = "", is_whole: bool = False) -> str:
        """Return the placeholder of a code listing; `is_whole` when the block is nothing else."""
        if not is_known(listing.language):
            self.problem("language", listing.language)
        listing = replace(listing, caption=self.cited(listing.caption))
        return self._add(CodeListingPiece, listing=listing, label=label, is_whole=is_whole)

    def line_note(self, listing: int, note: int) -> str:
        """Return the placeholder of a note's number; `listing` is that of a code listing."""
        return self._add(LineNotePiece, listing=listing, note=note)

    @property
    def last_number(self) -> int:
        """The number of the piece that was added last."""
        return len(self.pieces) - 1

    def target(self, kind: str, *, label: str = "", caption: str = "") -> "Target":
        """Return the placeholders of a figure's, table's or section's id and number."""
        shown = self._add(TargetPiece, kind=kind, label=label, caption=caption)
        number = self.last_number
        return Target(
            number=shown,
            id=placeholder(self.secret, number, ID),
            anchored_number=placeholder(self.secret, number, ANCHORED),
        )

    def cite_footnote(self, key: str) -> str:
        """Return the placeholder of a footnote's reference; `key` as for `define_footnote`."""
        return self._add(FootnotePiece, key=FootnoteKey(self.anchor, key))

    def define_footnote(self, key: str, html: str) -> None:
        """Keep a footnote's safe HTML; the first definition of a label in a block counts."""
        footnote = DefinedFootnote(FootnoteKey(self.anchor, key), html, self.block_id)
        self.footnotes.setdefault(footnote.key, html)
        self.all_footnotes.append(footnote)

    def reference(self, label: str, *, typed: str = "") -> str:
        """Return the placeholder of a reference, typed as `[@label]` unless it says otherwise."""
        return self._add(ReferencePiece, label=label, typed=typed or f"[@{label}]")

    def cite(self, citation: Citation) -> str:
        """Return the placeholder of a place that cites sources."""
        return self._add(CitationPiece, citation=citation)

    def cited(self, text: str) -> str:
        """Return a plain text, which is not escaped yet, with placeholders for its citations."""
        parts, position = [], 0
        for start, end, citation in find_citations(text):
            parts += [text[position:start], self.cite(citation)]
            position = end
        return "".join([*parts, text[position:]])

    def place(self, name: str) -> str:
        """Return the placeholder of a place that links within the page may name."""
        return self._add(PlacePiece, name=name)

    def straight_quote(self, sign: str) -> str:
        """Return the placeholder of a quotation mark that stays as it is."""
        return self._add(StraightQuotePiece, sign=sign)

    def problem(self, kind: str, detail: str, message: str = "") -> None:
        """List something for the editor to see to, in the block that renders now."""
        self.problems.append(Problem(kind, detail, message, self.block_id))

    def pieces_in(self, text: str) -> Iterable[Piece]:
        """Yield the pieces whose placeholders stand in a text, each once, in their order."""
        seen = dict.fromkeys(int(match[1]) for match in self.placeholder_pattern.finditer(text))
        return (self.pieces[number] for number in seen)

    def replace(self, text: str, render: Callable[[Piece, str], str]) -> str:
        """Return a text with what `render` makes of each placeholder and its role."""
        return self.placeholder_pattern.sub(
            lambda match: render(self.pieces[int(match[1])], match[2]), text
        )

    def _add(self, piece_type: type[PieceT], **values: object) -> str:
        number = len(self.pieces)
        self.pieces.append(piece_type(number, self.block_id, self.anchor, **values))
        return placeholder(self.secret, number, SHOWN)


@dataclass(frozen=True)
class Target:
    """The placeholders of one item: its number, its id, and a number that carries the id."""

    number: str
    id: str
    anchored_number: str
