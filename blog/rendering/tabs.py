"""Puts neighbouring code listings that belong together into one box, which scripts make tabs of.

Without scripts they stand below each other, each with its name.
"""

import re
from itertools import groupby

from django.utils.html import escape
from django.utils.translation import gettext

from blog.document.manuscript import Manuscript
from blog.document.pieces import CodeListingPiece


def with_tabs(html: str, manuscript: Manuscript) -> tuple[str, set[int]]:
    """Return HTML with boxes around neighbours whose `tabs` are the same; the numbers of these.

    `html` holds placeholders still, each listing's in a paragraph of its own.
    """
    boxed: set[int] = set()

    def tabs_of(listing: re.Match[str]) -> str:
        piece = manuscript.pieces[int(listing[2])]
        return piece.listing.tabs if isinstance(piece, CodeListingPiece) else ""

    def write(neighbours: re.Match[str]) -> str:
        parts = []
        found = manuscript.paragraph_pattern.finditer(neighbours[0])
        for tabs, group in groupby(found, tabs_of):
            members = list(group)
            text = "\n".join(each[0] for each in members)
            if tabs and len(members) > 1:
                boxed.update(int(each[2]) for each in members)
                label = escape(gettext("Variants"))
                text = f'<div class="tabs" data-label="{label}">{text}</div>'
            parts.append(text)
        return "\n".join(parts)

    return manuscript.neighbours_pattern.sub(write, html), boxed
