"""Turns HTML into plain text."""

import re
from html import unescape

from django.utils.html import strip_tags

_BLOCK_END = re.compile(
    r"</(?=(?:blockquote|caption|dd|div|dt|figcaption|h\d|li|p|pre|summary|t[dhr])>)"
)
_CODE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)


# A French quotation mark keeps its narrow space, at which no line breaks.
_SPACE = re.compile(r"[^\S\u202f]+")
# What parts blocks, and the cells of a row, in a text that keeps these borders.
BLOCK_BORDER, CELL_BORDER = "\n", "\t"
_SPACE_IN_LINE = re.compile(r"[^\S\u202f\n\t]+")
_BLOCK_BORDERS = re.compile(r"(?<![ \t])[ \t]*\n[ \t\n]*")
_CELL_BORDERS = re.compile(r" *\t[ \t]*")


def with_borders(text: str) -> str:
    """Return a text with its white space folded but for the borders of blocks and cells."""
    text = _SPACE_IN_LINE.sub(" ", text)
    return _CELL_BORDERS.sub("\t", _BLOCK_BORDERS.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """Return a text with its white space folded."""
    return _SPACE.sub(" ", text).strip()


def plain_text(html: str) -> str:
    """Return the prose of our own HTML: no tags, no code, white space folded."""
    prose = _CODE.sub(" ", html)
    # The end of a block parts words that its removal would glue together.
    return one_line(unescape(strip_tags(_BLOCK_END.sub(" </", prose))))
