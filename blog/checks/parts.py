"""Takes a body apart for the checks: its listings, headings, pictures and prose, with lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from markdown_it.token import Token
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText

from blog.document.code.highlighting import PLAIN
from blog.document.code.line_numbers import part_marks
from blog.markdown.limits import is_oversized
from blog.markdown.line_notes import notes_of
from blog.markdown.tokens import parse_source


@dataclass(frozen=True)
class Listing:
    """Code: `first_line` is where it begins in its block; a fence may name no language."""

    block_id: str
    first_line: int
    language: str
    code: str
    is_fence: bool


@dataclass(frozen=True)
class Heading:
    """A heading and its level as written, 1 to 6."""

    block_id: str
    line: int
    level: int
    text: str


@dataclass(frozen=True)
class Prose:
    """A line or more of text that is no code."""

    block_id: str
    line: int
    text: str


@dataclass(frozen=True)
class Shown:
    """A picture as the body shows it: `address` as in Markdown (`image:7`), or the image."""

    block_id: str
    line: int
    alt: str
    address: str = ""
    image: Any = None  # Wagtail's image model is a setting
    is_decorative: bool = False


Part = Listing | Heading | Prose | Shown


def parts_of_block(block: blocks.Block, value: Any, block_id: str) -> Iterator[Part]:
    """Yield what a block of a body holds, in reading order.

    One with nothing of its own to say is read field by field.
    """
    match block.name:
        case "markdown":
            yield from _of_markdown(value or "", block_id)
        case "code":
            language = value.get("language") or PLAIN
            code = value.listing.plain_code
            yield Listing(block_id, 1, language, code, is_fence=False)
            yield from _prose_of([value.get("caption")], block_id)
        case "heading":
            yield Heading(block_id, 0, value.shown_level, value.get("text") or "")
            yield from _prose_of([value.get("text")], block_id)
        case _:
            yield from _of_field(block, value, block_id)


def _of_field(block: blocks.Block, value: Any, block_id: str) -> Iterator[Part]:
    """Yield what a field holds, by its class, so that a new block's are read too.

    A `TextBlock` is passed over: it holds code, output or somebody else's words.
    """
    match block:
        case ImageBlock():
            yield from _of_picture(value, block_id)
        case blocks.RichTextBlock():
            yield from _of_rich_text(value, block_id)
        case blocks.CharBlock() if block.name != "label":
            yield from _prose_of([value], block_id)
        case BaseTypedTableBlock():
            yield from _prose_of([getattr(value, "caption", "")], block_id)
        case blocks.ListBlock():
            for each in value or ():
                yield from _of_field(block.child_block, each, block_id)
        case blocks.StructBlock():
            for name, child in block.child_blocks.items():
                yield from _of_field(child, value.get(name), block_id)


def _prose_of(texts: Iterable[str | None], block_id: str) -> Iterator[Prose]:
    yield from (Prose(block_id, 0, text) for text in texts if text)


def _of_picture(image: Any, block_id: str) -> Iterator[Part]:
    if image is not None:
        alt = getattr(image, "contextual_alt_text", None) or ""
        is_decorative = bool(getattr(image, "decorative", False))
        yield Shown(block_id, 0, alt, image=image, is_decorative=is_decorative)


def _of_rich_text(value: RichText | None, block_id: str) -> Iterator[Part]:
    """Yield the headings of a rich text, and its lines without inline code."""
    soup = BeautifulSoup(value.source if value else "", "html.parser")
    for code in soup.find_all(["code", "pre"]):
        code.decompose()
    for element in soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "blockquote"]):
        text = element.get_text()
        if element.name[0] == "h":
            yield Heading(block_id, 0, int(element.name[1]), text)
        if not element.find(["p", "li"]):
            yield Prose(block_id, 0, text)


def _of_markdown(source: str, block_id: str) -> Iterator[Part]:
    """Yield what a Markdown text holds; nothing of one past the limits, shown as typed."""
    if is_oversized(source):
        return
    tokens = parse_source(source).tokens
    for place, token in enumerate(tokens):
        line = token.map[0] + 1 if token.map else 0
        if token.type == "fence":
            language = (token.info.split() or [""])[0]
            code = part_marks(token.content, notes_of(token))[0]
            yield Listing(block_id, line + 1, language, code, is_fence=True)
        elif token.type == "heading_open":
            text = tokens[place + 1].content
            yield Heading(block_id, line, int(token.tag[1]), text)
        elif token.type == "inline":
            yield from _of_inline(token, block_id, line)


def _of_inline(inline: Token, block_id: str, line: int) -> Iterator[Part]:
    """Yield the pictures of a paragraph, and its lines without code and formulas."""
    words = ""
    for token in inline.children or ():
        if token.type in ("softbreak", "hardbreak"):
            yield Prose(block_id, line, words)
            words, line = "", line + 1
        elif token.type == "image":
            address = str(token.attrs.get("src", ""))
            yield Shown(block_id, line, token.content, address=address)
        elif token.type == "text":
            words += token.content
        elif not token.type.endswith(("_open", "_close")):
            words += "\ufffc"  # what is no text keeps its neighbours apart
    yield Prose(block_id, line, words)
