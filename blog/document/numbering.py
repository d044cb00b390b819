"""Gives numbers, ids and labels over a whole post, in reading order.

`numbered_html.py` words them: "Figure 2".
"""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from blog.document.document import Numbered, Problem
from blog.document.labels import label_id
from blog.document.latex import named_labels
from blog.document.latex_to_mathml import Converted, convert_formulas
from blog.document.manuscript import Manuscript
from blog.document.outline import Ids
from blog.document.pieces import CodeListingPiece, FormulaPiece, Piece, TargetPiece


class Numbering:
    """What is numbered or labelled; `problems` of the manuscript gets what is wrong with it."""

    def __init__(self, manuscript: Manuscript, order: Sequence[Piece], ids: Ids) -> None:
        self._problems = manuscript.problems
        self._ids = ids
        self._items: dict[int, Numbered] = {}
        self._labels: dict[str, Numbered] = {}
        self._equation_ids: dict[str, str] = {}
        self.failed_labels: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._formulas = self._convert_formulas(order)
        for piece in order:
            match piece:
                case TargetPiece():
                    self._place_target(piece)
                case CodeListingPiece():
                    self._place_code_listing(piece)
                case FormulaPiece():
                    self._place_equations(piece)

    def __iter__(self) -> Iterator[Numbered]:
        return iter(item for item in self._items.values() if item.number)

    def item(self, piece: Piece) -> Numbered:
        """Return what stands at a target's or code listing's placeholder."""
        return self._items[piece.number]

    def listing(self, number: int) -> Numbered | None:
        """Return the code listing with this number among the pieces; None where it is gone."""
        return self._items.get(number)

    def formula(self, piece: FormulaPiece) -> Converted:
        """Return a formula as MathML, or its error."""
        return self._formulas[piece.number]

    def named(self, label: str) -> Numbered | None:
        """Return what a label names; None where nothing has it."""
        return self._labels.get(label)

    @property
    def labels(self) -> Set[str]:
        """All labels that something has, and those of formulas that can't be shown."""
        return self._labels.keys() | self.failed_labels

    @property
    def label_ids(self) -> dict[str, str]:
        """The ids of all that has a label, by label."""
        return {label: item.id for label, item in self._labels.items()}

    def entitle(self, piece: TargetPiece, title: str) -> str:
        """Give a labelled section its title; return its id."""
        item = self._items[piece.number]
        entitled = self._items[piece.number] = replace(item, caption=title)
        if self._labels.get(item.label) is item:
            self._labels[item.label] = entitled
        return item.id

    def _convert_formulas(self, order: Sequence[Piece]) -> dict[int, Converted]:
        pieces = [piece for piece in order if isinstance(piece, FormulaPiece)]
        results = convert_formulas([piece.formula for piece in pieces], self._equation_id)
        for piece, result in zip(pieces, results, strict=True):
            if result.error:
                problem = Problem("formula", piece.formula.latex, result.error, piece.block_id)
                self._problems.append(problem)
                self.failed_labels |= {piece.formula.label, *named_labels(piece.formula.latex)}
        return {piece.number: result for piece, result in zip(pieces, results, strict=True)}

    def _place_target(self, piece: TargetPiece) -> None:
        number = "" if piece.kind == "section" else self._next_number(piece.kind)
        anchor = label_id(piece.label) or f"{piece.kind}-{number}"
        self._keep(piece, Numbered(piece.kind, number, anchor, piece.label, piece.caption))

    def _place_code_listing(self, piece: CodeListingPiece) -> None:
        caption = piece.listing.caption
        number = self._next_number("listing") if piece.label or caption else ""
        item = Numbered("listing", number, label_id(piece.label), piece.label, caption)
        if piece.is_whole and not piece.label:
            self._items[piece.number] = replace(item, id=piece.anchor)
        else:
            self._keep(piece, item if item.id else replace(item, id=f"{piece.anchor}-code"))

    def _place_equations(self, piece: FormulaPiece) -> None:
        for label, number in self._formulas[piece.number].labels.items():
            self._name(piece, Numbered("equation", number, self._equation_ids[label], label))

    def _equation_id(self, label: str) -> str:
        anchor = self._equation_ids[label] = self._ids.give(label_id(label))
        return anchor

    def _keep(self, piece: Piece, item: Numbered) -> None:
        item = replace(item, id=self._ids.give(item.id))
        self._items[piece.number] = item
        if item.label:
            self._name(piece, item)

    def _name(self, piece: Piece, item: Numbered) -> None:
        """Let a label name an item, unless it names another one already."""
        if item.label in self._labels:
            self._problems.append(Problem("duplicate", item.label, block_id=piece.block_id))
        self._labels.setdefault(item.label, item)

    def _next_number(self, kind: str) -> str:
        self._counts[kind] += 1
        return str(self._counts[kind])
