"""Writes lists of HTML as Markdown."""

import re
from collections.abc import Callable, Iterator

from bs4 import NavigableString, Tag
from bs4.element import PageElement

from blog.importing.html.tree.page import value

Write = Callable[[list[PageElement]], list[str]]


def list_markdown(tag: Tag, write: Write, *, is_other: bool) -> str:
    """Return a list; `write` writes nodes as blocks. `is_other` parts it from the list before."""
    items = list(_items(tag))
    numbers = _numbers(tag, items)
    written = []
    for number, nodes in zip(numbers, items, strict=True):
        marker = "*" if is_other else "-"
        if number is not None:
            marker = f"{number}{')' if is_other else '.'}"
        blocks = write(_with_box(nodes))
        written.append((blocks, _item(marker, blocks, is_tight=_is_tight(blocks))))
    is_tight = all(_is_tight(blocks) for blocks, _text in written)
    return ("\n" if is_tight else "\n\n").join(text for _blocks, text in written)


def _items(tag: Tag) -> Iterator[list[PageElement]]:
    """Yield what each item holds; what stands between items belongs to the one before."""
    item: list[PageElement] = []
    for node in tag.children:
        if isinstance(node, Tag) and node.name == "li":
            if item:
                yield item
            item = [node]
        elif isinstance(node, Tag) or (isinstance(node, NavigableString) and node.strip()):
            item.append(node)
    if item:
        yield item


def _numbers(tag: Tag, items: list[list[PageElement]]) -> list[int | None]:
    if tag.name != "ol":
        return [None] * len(items)
    start = value(tag, "start")
    first = int(start) if re.fullmatch(r"\d{1,8}", start) else 1
    return list(range(first, first + len(items)))


def _with_box(nodes: list[PageElement]) -> list[PageElement]:
    """Return an item's nodes, those of its `li` in its place, a task's box as Markdown has it."""
    first, *others = nodes
    if not isinstance(first, Tag) or first.name != "li":
        return nodes
    return [*first.children, *others]


def _is_tight(blocks: list[str]) -> bool:
    """Tell whether an item is one paragraph, with no more than a list below it."""
    if not blocks:
        return True
    return len(blocks) <= 2 and all(_is_list(block) for block in blocks[1:])


def _is_list(block: str) -> bool:
    return bool(re.match(r"(?:[-*]|\d{1,9}[.)])(?: |\Z)", block))


def _item(marker: str, blocks: list[str], *, is_tight: bool) -> str:
    text = ("\n" if is_tight else "\n\n").join(blocks)
    indent = " " * (len(marker) + 1)
    first, *rest = text.split("\n")
    lines = [f"{marker} {first}".rstrip(), *(f"{indent}{line}".rstrip() for line in rest)]
    return "\n".join(lines)
