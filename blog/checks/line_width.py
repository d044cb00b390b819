"""Finds code whose lines are wider than the column that readers see them in."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

from blog.checks.finding import Finding
from blog.checks.parts import Listing
from blog.document.code.highlighting import is_plain

# What a listing shows at 1,280 px and more before it scrolls; `tests/browser` measures it.
COLUMN = 92
TAB = 4
# Beyond this a listing is data rather than written by hand.
_MAX_LINE = 2_000
_PROMPT = re.compile(r"^[ \t]*(?:\$|>>>) ", re.MULTILINE)
_TYPED = re.compile(r"[ \t]*(?:\$|>>>|\.\.\.) ")


def wide_lines(listing: Listing) -> Iterator[Finding]:
    """Yield the first line of a listing that could be broken and is wider than the column.

    Plain text passes: it is mostly what a program printed, as what stands below a session's
    prompts is. So do words that nobody can break, such as an address, in a comment too.
    """
    if is_plain(listing.language):
        return
    lines = [(number, line) for number, line in _lines_of(listing) if _is_too_wide(line)]
    if lines:
        (number, line), count = lines[0], len(lines)
        width = max(_width_of(each) for _number, each in lines)
        text = _("up to %(width)d characters in %(count)d lines; %(column)d are seen")
        message = text % {"width": width, "count": count, "column": COLUMN}
        yield Finding("wide", line.strip()[:120], message, listing.block_id, number)


def _lines_of(listing: Listing) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that somebody typed: of a session, those of its prompts."""
    is_session, is_continued = bool(_PROMPT.search(listing.code)), False
    for number, line in enumerate(listing.code.split("\n"), start=listing.first_line):
        is_typed = not is_session or is_continued or bool(_TYPED.match(line))
        if is_typed:
            yield number, line
        is_continued = is_typed and line.endswith("\\")


def _is_too_wide(line: str) -> bool:
    if len(line) > _MAX_LINE or _width_of(line.rstrip()) <= COLUMN:
        return False
    indent = _width_of(line[: len(line) - len(line.lstrip())])
    *others, longest = sorted(line.split(), key=_width_of)
    is_one_word = not any(sign.isalnum() for word in others for sign in word)  # in a comment
    return not is_one_word and _width_of(longest) + indent <= COLUMN


def _width_of(text: str) -> int:
    """Return how many columns a text takes: two for a wide letter, none for a mark on one."""
    text = text.expandtabs(TAB)
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )
