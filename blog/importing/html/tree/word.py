"""Turns what Word writes by styles of its own into elements: lists, quotes, heads of tables."""

import re
from dataclasses import dataclass
from itertools import takewhile

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from blog.importing.entry import Subject
from blog.importing.html.tree.page import Page, classes, living, value

# The list, the level and the list's format: `mso-list:l0 level1 lfo2`.
_ITEM = re.compile(r"mso-list:\s*(l\d{1,9}) level([1-9])((?: lfo\d{1,9})?)")
_MARKER = re.compile(r"mso-list:\s*Ignore", re.IGNORECASE)
# `3.`, `2.1`, `a)`, `(iv)`; a lone `o` is a bullet.
_NUMBER = re.compile(r"\(?(?:[\d.]*?(\d{1,8})|[a-z]{1,6})[.)]|[\d.]*?\.(\d{1,8})", re.IGNORECASE)
_LOOK = re.compile(r"mso-yfti-tbllook:\s*(\d{1,5})")
# Word's flag for a table whose first row is its head.
_HAS_HEAD = 0x20
_BOLD = ["b", "strong"]
# As Google Docs writes it.
_BOLD_STYLE = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_COMMENTS = re.compile(r"mso-element:\s*comment-list", re.IGNORECASE)
_COMMENT_ANCHORS = ["msocomanchor", "MsoCommentReference"]
COMMENTS = "comments of reviewers, left out"


@dataclass
class _List:
    tag: Tag
    level: int
    key: str


def settle_word(tree: BeautifulSoup, page: Page) -> None:
    """Give what Word copies the elements that it means, without reviewers' comments."""
    for comment in living(tree.find_all("div", style=_COMMENTS)):
        page.remark(COMMENTS, _words(comment), at=comment, subject=Subject.LEFT_OUT)
        comment.decompose()
    for anchor in living(tree.find_all(["a", "span"], class_=_COMMENT_ANCHORS)):
        anchor.decompose()
    _settle_lists(tree)
    for marker in living(tree.find_all("span", style=_MARKER)):
        # A heading's number, which the text may refer to.
        marker.replace_with(f"{_words(marker)} ")
    for paragraph in tree.find_all("p", class_=True):
        names = classes(paragraph)
        if "MsoTitle" in names:
            paragraph.name = "h1"
        elif "MsoQuote" in names or "MsoIntenseQuote" in names:
            paragraph.wrap(tree.new_tag("blockquote"))
    for table in tree.find_all("table"):
        _settle_head(table)


def _settle_lists(tree: BeautifulSoup) -> None:
    opened: list[_List] = []
    for paragraph in tree.find_all("p", style=True):
        match = _ITEM.search(value(paragraph, "style"))
        if match is None:
            continue
        if opened and _before(paragraph) is not opened[0].tag:
            opened = []
        name, number = _taken_marker(paragraph)
        _put(paragraph, _List(tree.new_tag(name), int(match[2]), match[1] + match[3]), opened)
        if number and not opened[-1].tag.contents[:-1]:
            opened[-1].tag["start"] = number


def _put(paragraph: Tag, wanted: _List, opened: list[_List]) -> None:
    """Make a paragraph an item of the open list that it belongs to, or of a new one."""
    while len(opened) > 1 and opened[-1].level > wanted.level:
        opened.pop()
    if opened:
        # The first item may be indented more than those that follow.
        opened[0].level = min(opened[0].level, wanted.level)
    if not (opened and _is_same(opened[-1], wanted, is_outer=len(opened) == 1)):
        if opened and opened[-1].level >= wanted.level:
            opened.pop()
        if opened:
            opened[-1].tag.contents[-1].append(wanted.tag)
        else:
            paragraph.insert_before(wanted.tag)
        opened.append(wanted)
    paragraph.name, paragraph.attrs = "li", {}
    opened[-1].tag.append(paragraph.extract())


def _is_same(opened: _List, wanted: _List, *, is_outer: bool) -> bool:
    """Tell whether an item goes on with a list; below another, Word changes a list's name."""
    is_key = opened.key == wanted.key or not is_outer
    return (opened.tag.name, opened.level) == (wanted.tag.name, wanted.level) and is_key


def _before(tag: Tag) -> PageElement | None:
    """Return what stands before a tag, white space left out."""
    node = tag.previous_sibling
    while isinstance(node, NavigableString) and not node.strip():
        node = node.previous_sibling
    return node


def _taken_marker(paragraph: Tag) -> tuple[str, str]:
    """Take an item's bullet or number out; return its list's element, and the number if known."""
    marker = paragraph.find("span", style=_MARKER)
    if marker is None:
        return "ul", ""
    match = _NUMBER.fullmatch(_words(marker))
    marker.decompose()
    return ("ol", match[1] or match[2] or "") if match else ("ul", "")


def _settle_head(table: Tag) -> None:
    """Make a table's first row its head, where Word takes it for one."""
    row = table.find("tr")
    look = _LOOK.search(value(table, "style"))
    is_head = look is not None and int(look[1]) & _HAS_HEAD
    if row is None or table.find("th") or not (is_head or _is_bold(row)):
        return
    for cell in row.find_all("td", recursive=False):
        cell.name = "th"
        for bold in cell.find_all(_BOLD):
            bold.unwrap()
        for bold in cell.find_all("span", style=_BOLD_STYLE):
            bold.unwrap()


def _is_bold(row: Tag) -> bool:
    texts = [text for text in row.find_all(string=True) if text.strip()]
    return bool(texts) and all(_is_bold_text(text, row) for text in texts)


def _is_bold_text(text: NavigableString, row: Tag) -> bool:
    inside = takewhile(lambda parent: parent is not row, text.parents)
    return any(each.name in _BOLD or _BOLD_STYLE.search(value(each, "style")) for each in inside)


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())
