"""Keeps ids that a text's own HTML names, `<a name="x">` or `<span id="x">`, as link targets.

The sanitiser drops every id; a placeholder beside the tag becomes an element with one that no other
has.
"""

import re

from blog.document.manuscript import Manuscript

_TAG = re.compile(
    r"<(?P<tag>a|b|blockquote|code|dd|details|div|dt|em|figcaption|h[1-6]|i|kbd|li|mark|p|section"
    r"|small|span|strong|sub|summary|sup|td|th|u)(?=\s)(?P<attributes>(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)>",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"""(?<=[\s"'])(?P<key>id|name)\s*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"'>]+))""",
    re.IGNORECASE,
)


def with_places(html: str, manuscript: Manuscript) -> str:
    """Return HTML as it was typed with a placeholder beside each tag that names a place."""
    return (
        _TAG.sub(lambda match: _tag_with_places(match, manuscript), html) if "=" in html else html
    )


def _tag_with_places(match: re.Match[str], manuscript: Manuscript) -> str:
    is_link = match["tag"].lower() == "a"
    names = {
        (each["a"] or each["b"] or each["c"] or "").strip()
        for each in _NAME.finditer(match["attributes"])
        if is_link or each["key"].lower() == "id"
    }
    placeholders = "".join(manuscript.place(name) for name in sorted(filter(None, names)))
    # A link begins with its own words.
    return f"{placeholders}{match[0]}" if is_link else f"{match[0]}{placeholders}"
