"""Keeps HTML as HTML, for what Markdown has no form for: only tags that the site shows."""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from bs4 import NavigableString, Tag
from bs4.element import PageElement, PreformattedString

from blog.html.sanitising import ATTRIBUTES, HTML_TAGS, MATHML_TAGS, SVG_TAGS, VALUES
from blog.importing.html.tree.formulas import FORMULA
from blog.importing.html.tree.page import classes, value
from blog.markdown.writing import formula

_ALIGNED = re.compile(r"text-align:\s*(left|center|right)")
_VOID = {"br", "col", "hr", "img", "input", "wbr"}
_DRAWN = MATHML_TAGS | SVG_TAGS
_TAGS = HTML_TAGS | _DRAWN


class _End(NamedTuple):
    """What closes a tag."""

    text: str


# What is still to be written, and whether it stands in a listing.
_Waiting = tuple[PageElement | _End, bool]


def kept_html(tag: Tag) -> str:
    """Return a tag as HTML without blank lines, which would end a block of it."""
    html = "".join(_parts(tag))
    return re.sub(r"\n\s*\n+", "\n", html).strip()


def _parts(tag: Tag) -> Iterator[str]:
    """Yield a tag's HTML in pieces; its own stack, since Python's ends sooner than tags do."""
    waiting: list[_Waiting] = [(tag, False)]
    while waiting:
        node, is_code = waiting.pop()
        if isinstance(node, _End):
            yield node.text
        elif isinstance(node, Tag):
            opening, inner = _opened(node, is_code=is_code)
            yield opening
            waiting += reversed(inner)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            text = escape(str(node), quote=False)
            # A listing's blank lines stay, in a spelling that ends no block.
            yield text.replace("\n", "&#10;") if is_code else text


def _opened(tag: Tag, *, is_code: bool) -> tuple[str, list[_Waiting]]:
    """Return a tag's beginning, and what comes behind it with whether that is code."""
    if tag.name == FORMULA:
        return escape(formula(tag.get_text(), is_display=value(tag, "display") == "block")), []
    is_kept, is_code = tag.name in _TAGS, is_code or tag.name == "pre"
    opening = f"<{tag.name}{''.join(_attributes(tag))}>" if is_kept else ""
    if tag.name in _VOID:
        return opening, []
    end = _End(f"</{tag.name}>" if is_kept else "")
    return opening, [*((node, is_code) for node in tag.children), (end, is_code)]


def _attributes(tag: Tag) -> Iterator[str]:
    listed = {name.lower() for name in {*ATTRIBUTES.get(tag.name, ()), *VALUES.get(tag.name, ())}}
    for name in tag.attrs:
        if name.lower() in listed:
            yield f' {name}="{escape(value(tag, name))}"'
    if tag.name in ("td", "th") and (side := alignment(tag)):
        yield f' class="is-{side}"'


def alignment(cell: Tag) -> str:
    """Return the side to which a table's cell is aligned, empty for none."""
    if match := _ALIGNED.search(value(cell, "style")):
        return match[1]
    align = value(cell, "align").lower()
    if align in ("left", "center", "right"):
        return align
    return next(
        (side for side in ("left", "center", "right") if f"has-text-align-{side}" in classes(cell)),
        "",
    )
