"""Writes what stands within a line of HTML as Markdown."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from bs4 import NavigableString, Tag
from bs4.element import PageElement, PreformattedString

from blog.importing.html.addresses import with_title, written_address
from blog.importing.html.emphasis import BREAK, Mark, Piece, joined, parted
from blog.importing.html.kept import kept_html
from blog.importing.html.pictures import picture_markdown
from blog.importing.html.text import escaped_text, line_start_escaped
from blog.importing.html.tree.formulas import FORMULA
from blog.importing.html.tree.page import Page, value
from blog.markdown.writing import code_span, formula

# HTML's own tags stay where Markdown has no sign for them.
_KEPT = {
    "abbr", "bdi", "cite", "dfn", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "samp", "small",
    "sub", "sup", "u", "var",
}  # fmt: skip
_SIGNS = {"b": "**", "strong": "**", "em": "*", "i": "*", "s": "~~", "strike": "~~", "del": "~~"}
_LINK = "a"
# What a site puts at a heading to link to it.
_ANCHORS = {"", "#", "¶", "§", "🔗", "​"}


def line_markdown(nodes: Iterable[PageElement], page: Page, *, line_break: str = "\\\n") -> str:
    """Return inline nodes as Markdown: paragraphs, where two line breaks part them."""
    text = joined(_pieces(nodes, page, frozenset()))
    lines = [line.strip() for line in text.split(BREAK)]
    if line_break != "\\\n":
        return line_break.join(filter(None, lines))
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line_start_escaped(line))
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join(line_break.join(lines) for lines in paragraphs if lines)


def _pieces(nodes: Iterable[PageElement], page: Page, outer: frozenset[str]) -> Iterator[Piece]:
    """Yield nodes in pieces; `outer` are the delimiters, and a link, that they stand within."""
    for node in nodes:
        if isinstance(node, Tag):
            yield from _places(node, page)
            yield from _tag_pieces(node, page, outer)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield escaped_text(str(node), in_link=_LINK in outer)


def _tag_pieces(tag: Tag, page: Page, outer: frozenset[str]) -> Iterator[Piece]:
    if label := page.labels.get(id(tag)):
        yield f"[^{label}]"
    elif tag.name in _SIGNS:
        yield from _marked(tag, page, outer)
    elif tag.name in _KEPT:
        yield from _within_tags(tag, page, outer)
    elif tag.name == _LINK:
        yield from _link(tag, page, outer)
    elif tag.name in ("code", "tt"):
        yield from _code(tag, page, outer)
    else:
        yield from _other_pieces(tag, page, outer)


def _other_pieces(tag: Tag, page: Page, outer: frozenset[str]) -> Iterator[Piece]:
    match tag.name:
        case "br":
            yield BREAK
        case "wbr":
            yield "<wbr>"
        case "input":
            yield "[x] " if tag.has_attr("checked") else "[ ] "
        case "img":
            yield picture_markdown(tag, page)
        case "math" | "svg":
            yield re.sub(r"\s*\n\s*", " ", kept_html(tag))
        case _ if tag.name == FORMULA:
            is_display = value(tag, "display") == "block"
            yield formula(tag.get_text(), is_display=is_display, near=_near(tag))
        case _:
            yield from _pieces(tag.children, page, outer)


def _near(tag: Tag) -> tuple[str, str]:
    """Return the characters of the text before and behind a tag."""
    before, after = tag.previous_sibling, tag.next_sibling
    return (
        str(before)[-1:] if isinstance(before, NavigableString) else "",
        str(after)[:1] if isinstance(after, NavigableString) else "",
    )


def _marked(tag: Tag, page: Page, outer: frozenset[str]) -> Iterator[Piece]:
    sign = _SIGNS[tag.name]
    before, inner, after = parted(_pieces(tag.children, page, outer | {sign}))
    yield from before
    if inner and sign not in outer:
        inner = [opening := Mark(sign), *inner, Mark(sign, opening)]
    yield from [*inner, *after]


def _within_tags(tag: Tag, page: Page, outer: frozenset[str]) -> Iterator[Piece]:
    title = value(tag, "title") if tag.name == "abbr" else ""
    attribute = f' title="{escape(title)}"' if title else ""
    before, inner, after = parted(_pieces(tag.children, page, outer))
    yield from before
    if inner:
        yield from [f"<{tag.name}{attribute}>", *inner, f"</{tag.name}>"]
    yield from after


def _code(tag: Tag, page: Page, outer: frozenset[str]) -> Iterator[Piece]:
    if tag.find(["a", "img", FORMULA]):
        yield from ["<code>", *_pieces(tag.children, page, outer), "</code>"]
        return
    for line_break in tag.find_all("br"):
        line_break.replace_with(BREAK)
    for number, line in enumerate(tag.get_text().split(BREAK)):
        if number:
            yield BREAK
        yield code_span(line)


def _link(tag: Tag, page: Page, outer: frozenset[str]) -> Iterator[Piece]:
    address = written_address(value(tag, "href"))
    before, inner, after = parted(_pieces(tag.children, page, outer | {_LINK}))
    is_anchor = address.startswith("#") and tag.get_text().strip() in _ANCHORS
    yield from before
    if is_anchor and not tag.find("img"):
        return
    if not address or _LINK in outer:
        yield from inner
    elif re.match(r"https?://[^<>]*\Z", address) and tag.get_text().strip() == address:
        yield f"<{address}>"
    elif inner:
        end = with_title(address, value(tag, "title"))
        yield from ["[", *map(_without_bracket, inner), f"]({end})"]
    yield from after


def _without_bracket(piece: Piece) -> Piece:
    """Return a piece of a link's words, whose closing bracket would end them."""
    if isinstance(piece, str) and not re.match(r"!\[|\[\^|<[A-Za-z/!?]|[`$]", piece):
        return piece.replace("]", "&#93;")
    return piece


def _places(tag: Tag, page: Page) -> Iterator[str]:
    """Yield a place for each id of a tag that a link of the text leads to."""
    for name in sorted({value(tag, "id"), value(tag, "name") if tag.name == _LINK else ""}):
        if name in page.named:
            yield f'<a id="{escape(name)}"></a>'
