"""Pairs the tags of raw HTML and says which of them may stay: listed, closed, in their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from blog.html.mathml import TAGS as MATHML_TAGS
from blog.html.raw_tags import Part
from blog.html.sanitising import HTML_TAGS, SVG_TAGS, TAGS

VOID_TAGS = {"br", "col", "hr", "img", "input", "wbr"}
# HTML lets their ends be left out, which a line of prose that names a tag does by chance.
_OPTIONAL_ENDS = {
    "colgroup", "dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
TABLE_PARTS = {
    "caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
# Their inside has names of its own, and a browser reads it by other rules.
_ROOTS = {"svg": SVG_TAGS, "math": MATHML_TAGS}


class OpenRoot(NamedTuple):
    """A drawing or formula that waits for its end, and the tags within it."""

    opening: Part
    inside: list[Part]


@dataclass
class Run:
    """Raw HTML that is read as one: a block of HTML, or the tags of one line of prose.

    `links` has the places of pieces that stand in a Markdown link, `borders` those after which
    something stands that is neither text nor raw HTML.
    """

    pieces: Sequence[str]
    is_inline: bool = False
    links: frozenset[int] = frozenset()
    borders: frozenset[int] = frozenset()


def keep_what_may_stay(runs: Sequence[Run], read: list[list[list[Part]]]) -> None:
    """Set `is_kept` and `partner` of all tags; `read` has the parts of each run's pieces."""
    _pair_tags(runs, read)
    _drop_misplaced(read)


def _pair_tags(runs: Sequence[Run], read: list[list[list[Part]]]) -> None:
    """Let each tag know the one that ends it, and keep what is listed and closed."""
    pairs = _Pairs()
    for run, pieces in zip(runs, read, strict=True):
        for number, parts in enumerate(pieces):
            for part in parts:
                if part.kind in ("open", "close") and part.name in TAGS:
                    pairs.read(part, is_inline=run.is_inline)
            if number in run.borders:
                pairs.end_roots()
        pairs.end_roots()
        if run.is_inline:
            pairs.end_line()


class _Pairs:
    """The tags that wait for their ends; none is looked at twice."""

    def __init__(self) -> None:
        self._count = 0
        self._open: dict[str, list[Part]] = {}
        self._line: list[Part] = []
        self._roots: list[OpenRoot] = []
        self._never_closed: set[Part] = set()

    def read(self, part: Part, *, is_inline: bool) -> None:
        self._count += 1
        part.place = self._count
        if part.kind == "close":
            self._close(part)
            return
        part.is_kept = (
            part.name in VOID_TAGS
            or (part.closes_itself and part.name not in HTML_TAGS)
            or (part.name in _OPTIONAL_ENDS and not is_inline)
        )
        if part.name in VOID_TAGS or (part.closes_itself and part.name not in HTML_TAGS):
            return
        if self._roots:
            self._roots[-1].inside.append(part)
        self._open.setdefault(part.name, []).append(part)
        if is_inline:
            self._line.append(part)
        if part.name in _ROOTS:
            self._roots.append(OpenRoot(part, []))

    def _close(self, part: Part) -> None:
        waiting = self._open.get(part.name, [])
        while waiting and waiting[-1] in self._never_closed:
            waiting.pop()
        # What stands around a drawing isn't closed within it.
        first = self._roots[-1].opening.place if self._roots else 0
        if not waiting or waiting[-1].place < first:
            return
        opening = waiting.pop()
        opening.partner, part.partner = part, opening
        opening.is_kept = part.is_kept = True
        if self._roots and opening is self._roots[-1].opening:
            self._never_closed.update(self._roots.pop().inside)

    def end_roots(self) -> None:
        """Close all drawings and formulas: none goes on from here."""
        while self._roots:
            root, inside = self._roots.pop()
            self._never_closed.update([root, *inside])

    def end_line(self) -> None:
        """Give up the open elements of this line: none is closed in another."""
        self._never_closed.update(self._line)
        self._line = []


def _drop_misplaced(read: list[list[list[Part]]]) -> None:
    """Drop tags that stand where nothing of their kind belongs, with their partners."""
    root: Part | None = None
    tables = 0
    for part in (part for pieces in read for parts in pieces for part in parts):
        if not part.is_kept:
            continue
        if part.kind == "close":
            part.is_kept = part.partner is not None and part.partner.is_kept
            tables -= part.is_kept and part.name == "table"
            root = None if part.partner is root else root
        elif root is not None:
            part.is_kept = part.name in _ROOTS[root.name] and part.name not in _ROOTS
        elif part.name in _ROOTS:
            root = part if part.partner else None
            part.is_kept = part.partner is not None or part.closes_itself
        else:
            part.is_kept = part.name in HTML_TAGS and (part.name not in TABLE_PARTS or tables > 0)
            tables += part.is_kept and part.name == "table"
