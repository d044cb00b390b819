"""Readies a parsed tree for the walk: takes out what is no text, brings marks into their blocks."""

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement

from blog.importing.entry import Subject
from blog.importing.html.tree.cards import MARKDOWN
from blog.importing.html.tree.page import Page, living, value
from blog.importing.html.tree.styles import settle_styles

BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    MARKDOWN,
}  # fmt: skip
# What runs, or asks for something, and holds no words of the text.
_LEFT_OUT = {
    "button": "button, left out",
    "script": "script, left out",
    "select": "field of a form, left out",
    "textarea": "field of a form, left out",
}
_SILENT = {"style", "title"}
_PUSHED = {"a", "b", "del", "em", "i", "ins", "kbd", "mark", "s", "small", "strike", "strong",
           "sub", "sup", "u"}  # fmt: skip


def settle(tree: Tag, soup: BeautifulSoup, page: Page) -> set[int]:
    """Ready a tree, or a part of one; return the `id()` of each tag that is or holds a block."""
    _take_out(tree, page)
    _settle_noscript(tree)
    settle_styles(tree, soup)
    holders = _block_holders(tree)
    pushed = [tag for tag in living(tree.find_all(_PUSHED)) if id(tag) in holders]
    # Within its like it says nothing more, and a hundred of them would wrap each block again.
    inner = {id(tag) for tag in pushed if tag.find_parent(tag.name)}
    for tag in pushed:
        if id(tag) not in inner:
            _wrap_runs(soup, tag, tag, holders)
        tag.name, tag.attrs = "div", {"id": tag["id"]} if tag.get("id") else {}
    return holders


def _take_out(soup: Tag, page: Page) -> None:
    for tag in living(soup.find_all([*_LEFT_OUT, *_SILENT])):
        if tag.name in _LEFT_OUT:
            detail = value(tag, "src") or " ".join(tag.get_text().split())
            page.remark(_LEFT_OUT[tag.name], detail, at=tag, subject=Subject.LEFT_OUT)
        tag.decompose()
    for tag in living(soup.find_all("input")):
        if value(tag, "type") != "checkbox":
            detail = value(tag, "value") or value(tag, "name")
            page.remark("field of a form, left out", detail, at=tag, subject=Subject.LEFT_OUT)
            tag.decompose()


def _settle_noscript(soup: Tag) -> None:
    """Keep what readers without scripts see where the other readers' picture is not told."""
    for tag in living(soup.find_all("noscript")):
        image, before = tag.find("img"), tag.find_previous("img")
        is_twin = image and before and value(before, "alt") == value(image, "alt")
        if is_twin and not tag.get_text().strip():
            for name in ("src", "srcset"):
                if value(image, name):
                    before[name] = value(image, name)
            tag.decompose()
        else:
            tag.unwrap()


def _block_holders(soup: Tag) -> set[int]:
    holders: set[int] = set()
    for tag in living(soup.find_all(BLOCKS)):
        node: Tag | None = tag
        while node is not None and id(node) not in holders:
            holders.add(id(node))
            node = node.parent
    return holders


def _wrap_runs(soup: BeautifulSoup, parent: Tag, model: Tag, holders: set[int]) -> None:
    """Let an inline element that holds blocks stand within each of them instead."""
    run: list[PageElement] = []
    for node in list(parent.children):
        if isinstance(node, Tag) and id(node) in holders:
            _wrap(soup, run, model)
            run = []
            if node.name not in ("pre", "hr"):
                _wrap_runs(soup, node, model, holders)
        else:
            run.append(node)
    _wrap(soup, run, model)


def _wrap(soup: BeautifulSoup, run: list[PageElement], model: Tag) -> None:
    is_empty = all(isinstance(node, NavigableString) and not node.strip() for node in run)
    if not is_empty:
        wrapper = soup.new_tag(model.name, attrs={**model.attrs})
        wrapper.attrs.pop("id", None)
        run[0].insert_before(wrapper)
        for node in run:
            wrapper.append(node)
