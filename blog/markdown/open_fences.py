"""Closes the code listing at the end of a text that its writer left open."""

import re

from blog.markdown.limits import is_oversized
from blog.markdown.tokens import parse_source

_FENCE = re.compile(r"`{3}|~{3}")


def with_fence_closed(source: str) -> str:
    """Return Markdown whose last listing is closed: what is joined to it would be taken for code.

    By itself such a listing ends with its text; one in a list or quote ends with that.
    """
    if not _FENCE.search(source) or is_oversized(source):
        return source
    last = next((t for t in reversed(parse_source(source).tokens) if t.map), None)
    if last is None or last.type != "fence" or last.level or _is_closed(source, last.markup):
        return source
    return f"{source}\n{last.markup}"


def _is_closed(source: str, fence: str) -> bool:
    line = source.rstrip().rpartition("\n")[2].strip()
    return len(line) >= len(fence) and set(line) == {fence[0]} and source.rstrip().count("\n") > 0
