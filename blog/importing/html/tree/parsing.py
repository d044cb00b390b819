"""Parses foreign HTML as a browser does, into a tree that is safe to walk."""

import re
from typing import NamedTuple

import nh3
from bs4 import BeautifulSoup

from blog.html.sanitising import (
    HTML_TAGS,
    MATHML_ATTRIBUTES,
    MATHML_TAGS,
    SVG_ATTRIBUTES,
    SVG_TAGS,
    WEB_SCHEMES,
    encodable,
)
from blog.importing.entry import UnreadableError
from blog.importing.placeholders import without_placeholders

MAX_BYTES = 4 * 1024 * 1024
# No page is nested so deeply, and the parser's time grows with the square of it.
MAX_DEPTH = 500

# What the walk asks for beyond what the site itself shows; all else leaves its content behind.
_TAGS = HTML_TAGS | MATHML_TAGS | SVG_TAGS | {
    "address", "annotation", "article", "aside", "audio", "body", "button", "center", "dir",
    "embed", "fieldset", "footer", "form", "header", "hgroup", "iframe", "legend", "main", "menu",
    "mjx-container", "nav", "noscript", "object", "picture", "script", "search", "select",
    "semantics", "source", "strike", "style", "textarea", "time", "title", "track", "tt", "video",
}  # fmt: skip
_ATTRIBUTES = {
    "align", "alt", "aria-hidden", "aria-label", "checked", "cite", "class", "colspan", "data",
    "display", "encoding", "height", "href", "id", "lang", "name", "open", "poster", "reversed",
    "role", "rowspan", "span", "src", "srcset", "start", "style", "title", "type", "value", "width",
}.union(*MATHML_ATTRIBUTES.values(), *SVG_ATTRIBUTES.values())  # fmt: skip
_SCHEMES = WEB_SCHEMES | {"attachment", "blob", "cid", "data", "file"}
# Elements that HTML does not close by itself.
_NESTING = re.compile(
    r"<(/?)(?:a|article|aside|b|big|blockquote|center|code|details|div|dl|em|fieldset|figure|font"
    r"|form|i|main|math|menu|mrow|nav|ol|q|s|section|small|span|strong|sub|sup|svg|g|table|tt|u|ul"
    r"|[\w]+-[\w-]+)\b",
    re.IGNORECASE,
)
_PRE = re.compile(r"(<pre\b[^<>]*>)(\r?\n)", re.IGNORECASE)


class Tree(NamedTuple):
    """A parsed text; its elements' `sourceline` is their line there if `has_lines`."""

    soup: BeautifulSoup
    has_lines: bool


def parse_html(html: str) -> Tree:
    """Return the tree of an HTML text, its elements closed and in their places.

    Raises `UnreadableError` for a text that is too long, or nested too deeply.
    """
    if len(html) > MAX_BYTES:
        raise UnreadableError("HTML over 4 MB")
    if _depth(html) > MAX_DEPTH:
        raise UnreadableError("HTML nested too deeply")
    # The first line end of a listing is not part of it; doubled, the lines stay countable.
    html, dropped = _PRE.subn(r"\1\2\2", without_placeholders(encodable(html)))
    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=set(),
        attributes={"*": _ATTRIBUTES},
        generic_attribute_prefixes={"data-"},
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    # A tag that spans lines is written on one.
    return Tree(
        BeautifulSoup(clean, "html.parser"), clean.count("\n") == html.count("\n") - dropped
    )


def _depth(html: str) -> int:
    """Return how deeply elements are nested at most."""
    depth = deepest = place = 0
    while tag := _NESTING.search(html, place):
        place = html.find(">", tag.end()) + 1
        if not place:  # never closed, so none, and no other after it
            break
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
