"""Writes the blocks of an HTML tree as blocks of Markdown."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bs4 import NavigableString, Tag
from bs4.element import PageElement, PreformattedString

from blog.importing.html.figures import (
    figure_blocks,
    is_figure,
    is_only_pictures,
    picture_blocks,
)
from blog.importing.html.inline import line_markdown
from blog.importing.html.kept import kept_html
from blog.importing.html.listings import is_listing_table, listing_markdown
from blog.importing.html.lists import list_markdown
from blog.importing.html.tables import table_markdown
from blog.importing.html.tree.cards import KIND, MARKDOWN, TITLE
from blog.importing.html.tree.page import Page, line_of, value
from blog.markdown.writing import escaped, quoted

# Python's own stack ends soon after.
MAX_DEPTH = 60
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


class Block(NamedTuple):
    """A block of Markdown, and the line of the HTML that it comes from."""

    markdown: str
    line: int | None


class Writer:
    """Writes one tree; `holders` are the `id()`s of its blocks and what holds blocks."""

    def __init__(self, page: Page, holders: set[int]) -> None:
        self._page = page
        self._holders = holders
        self._depth = 0

    def blocks(self, nodes: Iterable[PageElement]) -> Iterator[Block]:
        """Yield nodes as blocks; what stands between two blocks is a paragraph."""
        run: list[PageElement] = []
        before: list[str] = []
        for node in nodes:
            if not isinstance(node, Tag) or id(node) not in self._holders:
                run.append(node)
                continue
            for block in [*self._paragraph(run), *self._tag_blocks(node, before)]:
                yield block
                before.append(block.markdown)
            run = []
        yield from self._paragraph(run)

    def texts(self, nodes: Iterable[PageElement]) -> list[str]:
        """Return nodes as blocks of Markdown."""
        return [block.markdown for block in self.blocks(nodes)]

    def _paragraph(self, run: list[PageElement]) -> Iterator[Block]:
        if is_only_pictures(run):
            texts = picture_blocks(run, self._page)
        else:
            texts = [line_markdown(run, self._page)]
        tag = next((node for node in run if isinstance(node, Tag)), run[0].parent if run else None)
        for text in filter(lambda text: text.strip("\u00a0 \n"), texts):
            yield Block(text, line_of(tag) if tag else None)

    def line(self, nodes: Iterable[PageElement], line_break: str = " ") -> str:
        """Return nodes as one line, those of blocks within it parted by `line_break`."""
        return line_markdown(_flat(nodes, self._holders), self._page, line_break=line_break)

    def _tag_blocks(self, tag: Tag, before: list[str]) -> Iterator[Block]:
        if self._depth >= MAX_DEPTH:
            self._page.remark("HTML nested too deeply, kept as text", at=tag)
            yield Block(self.line([NavigableString(tag.get_text(" "))]), line_of(tag))
            return
        self._depth += 1
        try:
            yield from self._written(tag, before)
        finally:
            self._depth -= 1

    def _written(self, tag: Tag, before: list[str]) -> Iterator[Block]:
        name = tag.name
        place = value(tag, "id")
        if name in _HEADINGS:
            yield from self._heading(tag)
        elif place in self._page.named and name not in ("li", "td", "th"):
            yield from self._with_place(tag, before, place)
        elif name in ("ol", "ul", "menu", "dir"):
            yield from self._list(tag, before)
        elif name == "table":
            yield from self._table(tag)
        elif name == MARKDOWN:
            yield Block(tag.get_text().strip("\n"), line_of(tag))
        elif kind := value(tag, KIND):
            text = "\n\n".join(self.texts(tag.children))
            yield Block(_callout(kind, value(tag, TITLE), text), line_of(tag))
        elif (texts := self._texts_of(tag)) is not None:
            for text in filter(None, texts):
                yield Block(text, line_of(tag))
        else:
            yield from self.blocks(tag.children)

    def _texts_of(self, tag: Tag) -> list[str] | None:
        match tag.name:
            case "details":
                return self._details(tag)
            case "figure":
                return self._figure(tag)
            case "blockquote":
                return [quoted("\n\n".join(self.texts(tag.children)))]
            case "pre":
                return self.texts(tag.children) if tag.find("img") else [listing_markdown(tag)]
            case "hr":
                return ["---"]
            case "dl":
                return self._definitions(tag)
        return None

    def _with_place(self, tag: Tag, before: list[str], place: str) -> Iterator[Block]:
        del tag["id"]
        first, *rest = self._written(tag, before) or [Block("", None)]
        anchor = f'<a id="{place}"></a>'
        if first.markdown[:1].isalnum():
            yield Block(f"{anchor}{first.markdown}", first.line)
        else:
            yield from [Block(anchor, line_of(tag)), first]
        yield from rest

    def _heading(self, tag: Tag) -> Iterator[Block]:
        place = value(tag, "id")
        if place:
            del tag["id"]
        text = self.line(tag.children)
        if text:
            name = f" {{#{place}}}" if place in self._page.named else ""
            yield Block(f"{'#' * int(tag.name[1])} {text}{name}", line_of(tag))

    def _list(self, tag: Tag, before: list[str]) -> Iterator[Block]:
        sign = before[-1][:1] if before else ""
        is_other = (
            sign == "-" if tag.name != "ol" else sign.isdigit() and not is_closing(before[-1])
        )
        text = list_markdown(tag, self.texts, is_other=is_other)
        if text:
            yield Block(text, line_of(tag))

    def _table(self, tag: Tag) -> Iterator[Block]:
        if is_listing_table(tag):
            yield Block(listing_markdown(tag), line_of(tag))
            return
        cells = tag.find_all(["td", "th"])
        if len(cells) == 1:
            # It only laid out what it holds.
            yield from self.blocks(cells[0].children)
            return
        yield Block(
            table_markdown(tag, lambda cell: self.line(cell.children, "<br>")), line_of(tag)
        )

    def _figure(self, tag: Tag) -> list[str]:
        if is_figure(tag):
            return figure_blocks(tag, self._page, self.line)
        return self.texts(tag.children)

    def _details(self, tag: Tag) -> list[str]:
        summary = tag.find("summary", recursive=False)
        opened = " open" if tag.has_attr("open") else ""
        head = kept_html(summary) if summary is not None else ""
        own = [node for node in tag.children if node is not summary]
        return [f"<details{opened}>\n{head}".rstrip(), *self.texts(own), "</details>"]

    def _definitions(self, tag: Tag) -> list[str]:
        """Write terms and what they mean; a list that begins without a term stays HTML."""
        parts = tag.find_all(["dt", "dd"])
        if not parts or parts[0].name != "dt":
            return self.texts(tag.children)
        written: list[str] = []
        for part in parts:
            if part.name == "dt":
                written.append(f"\n{self.line(part.children)}")
            else:
                text = "\n\n".join(self.texts(part.children))
                written.append(f":   {text}".replace("\n", "\n    "))
        return ["\n".join(written).strip("\n")]


def _callout(kind: str, title: str, text: str) -> str:
    if not title:
        return quoted(f"[!{kind.upper()}]\n{text}")
    colons = ":" * max([3, *(len(run) + 1 for run in re.findall(r"^:{3,}", text, re.MULTILINE))])
    return f"{colons} {kind} [{escaped(title)}]\n\n{text}\n\n{colons}"


def is_closing(block: str) -> bool:
    """Tell whether a numbered list is written with brackets."""
    return block.lstrip("0123456789").startswith(")")


def _flat(nodes: Iterable[PageElement], holders: set[int]) -> Iterator[PageElement]:
    """Yield the inline nodes of blocks, a line break between two blocks."""
    is_first = True
    for node in nodes:
        if isinstance(node, Tag) and id(node) in holders:
            if not is_first:
                yield Tag(name="br")
            yield from _flat(node.children, holders)
            yield Tag(name="br")
        elif not isinstance(node, PreformattedString):
            is_first = is_first and not str(node).strip()
            yield node
