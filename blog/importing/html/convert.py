"""Converts foreign HTML to Markdown of the site's dialect."""

from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from blog.importing.entry import Remark
from blog.importing.html.blocks import Block, Writer
from blog.importing.html.tree.cards import settle_cards
from blog.importing.html.tree.footnotes import settle_footnotes
from blog.importing.html.tree.formulas import settle_formulas
from blog.importing.html.tree.frames import settle_frames
from blog.importing.html.tree.google_docs import settle_google_docs
from blog.importing.html.tree.page import Page, value
from blog.importing.html.tree.parsing import parse_html
from blog.importing.html.tree.settling import settle
from blog.importing.html.tree.word import settle_word


class Converted(NamedTuple):
    """HTML as Markdown.

    `pictures` are the addresses of its pictures, as they stand in the Markdown, in order; those
    that stood in the HTML as data have a name there, under which `embedded` holds their bytes.
    `lines` are the lines of the HTML that the Markdown's lines come from, as far as known.
    """

    markdown: str
    pictures: list[str]
    remarks: list[Remark]
    embedded: dict[str, bytes]
    lines: list[int | None]


# Called with an address, and whether it is a link's.
Readdress = Callable[[str, bool], str]
_ADDRESSES = ("href", "src", "poster", "data-src", "data-lazy-src", "data-orig-file")


def markdown_of(
    html: str,
    *,
    path: str = "",
    footnotes: Mapping[str, str] | None = None,
    readdress: Readdress | None = None,
) -> Converted:
    """Convert HTML; raises `UnreadableError` for what is too long or nested too deeply.

    `path` names the file in remarks. `footnotes` are HTML by the ids that WordPress' editor gives.
    `readdress` is asked what each address shall be.
    """
    soup, has_lines = parse_html(html)
    page = Page(path, has_lines=has_lines)
    notes = {name: parse_html(note).soup for name, note in (footnotes or {}).items()}
    for tree in (soup, *notes.values()):
        if readdress:
            _readdress(tree, readdress)
        settle_word(tree, page)
        settle_google_docs(tree)
        settle_formulas(tree)
        settle_cards(tree)
        settle_frames(tree, page)
    definitions = settle_footnotes(soup, page, notes)
    page.named = _named(soup)
    blocks = list(_written(soup, soup, page))
    for label, note in definitions.items():
        text = "\n\n".join(block.markdown for block in _written(note, soup, page))
        blocks.append(Block(f"[^{label}]: {text}".replace("\n", "\n    "), None))
    return _assembled(blocks, page)


def _readdress(tree: BeautifulSoup, readdress: Readdress) -> None:
    for tag in tree.find_all(True):
        for name in _ADDRESSES:
            if address := value(tag, name):
                tag[name] = readdress(address, name == "href")


def _written(tree: Tag, soup: BeautifulSoup, page: Page) -> list[Block]:
    holders = settle(tree, soup, page)
    return list(Writer(page, holders).blocks(tree.children))


def _named(soup: BeautifulSoup) -> frozenset[str]:
    """Return the fragments that links of a text lead to within it."""
    addresses = (value(link, "href") for link in soup.find_all("a", href=True))
    return frozenset(unquote(each[1:]) for each in addresses if each.startswith("#") and each[1:])


def _assembled(blocks: list[Block], page: Page) -> Converted:
    lines: list[int | None] = []
    for block in blocks:
        source = block.line if page.has_lines else None
        lines += [source] * (block.markdown.count("\n") + 1) + [source]
    markdown = "\n\n".join(block.markdown.replace("\n    \n", "\n\n") for block in blocks)
    text = f"{markdown}\n" if markdown else ""
    return Converted(text, page.pictures, page.remarks, page.embedded, lines)
