"""Names the places of a body, and leads the links within its page to the ids that they mean."""

from collections.abc import Iterable, Mapping

from blog.document.document import Problem
from blog.document.heading_spellings import other_spellings, spelled
from blog.document.manuscript import Manuscript
from blog.document.outline import Ids, Outline, heading_slug, page_fragment, redirect_links
from blog.document.pieces import Piece, PlacePiece


class Places:
    """Places that links may name, by the names that they were given."""

    def __init__(self, manuscript: Manuscript, ids: Ids) -> None:
        self._manuscript = manuscript
        self._ids = ids
        self._by_name: dict[str, str] = {}
        self._by_piece: dict[int, str] = {}

    def name(self, pieces: Iterable[Piece]) -> None:
        """Give places their ids; headings and footnotes have theirs, which stay as they were."""
        for piece in pieces:
            if isinstance(piece, PlacePiece) and piece.name not in self._ids:
                slug = heading_slug(piece.name)
                anchor = self._ids.give(slug if slug == piece.name else f"at-{slug}")
                self._by_piece[piece.number] = anchor
                self._by_name.setdefault(piece.name, anchor)

    def html_of(self, piece: PlacePiece) -> str:
        """Return a place as an element with its id; nothing where another has the name."""
        anchor = self._by_piece.get(piece.number)
        return f'<span id="{anchor}"></span>' if anchor else ""

    def with_links_to_ids(self, html: str, outline: Outline, labels: Mapping[str, str]) -> str:
        """Return HTML whose links within the page lead to our ids; list those to nowhere."""
        titles = ((section.typed, section.id) for section in outline.sections if section.id)
        names = {**other_spellings(titles), **labels, **self._by_name}
        ids: dict[str, str] = {}
        for block_id, address in outline.addresses:
            anchor = page_fragment(address)
            # "top" leads to the page's beginning in every browser, as HTML has it.
            if not anchor or anchor in self._ids or anchor.lower() == "top":
                continue
            if own := spelled(anchor, names):
                ids[address] = own
            else:
                self._manuscript.problems.append(Problem("anchor", f"#{anchor}", block_id=block_id))
        outline.links = [(_led_to_id(ids, address), text) for address, text in outline.links]
        return redirect_links(html, ids) if ids else html


def _led_to_id(ids: Mapping[str, str], address: str) -> str:
    return f"#{ids[address]}" if address in ids else address
