"""Reads the Markdown below the front matter: its title and its stream blocks."""

import re
from dataclasses import dataclass

from blog.importing.entry import Remark
from blog.importing.markdown.definitions import read_definitions
from blog.importing.markdown.diagrams import draw_missing
from blog.importing.markdown.items import Item, Kind, plain, read_items
from blog.importing.markdown.splitting import Block, Splitter
from blog.importing.targets import Targets
from search.database.columns import fitted

MAX_TITLE = 255


@dataclass(frozen=True)
class Body:
    """A body as raw stream blocks, with the title that was given or stood in its headings."""

    title: str
    blocks: list[Block]


def read_body(
    source: str, *, title: str, targets: Targets, first_line: int = 1, has_title: bool = True
) -> Body:
    """Read Markdown; without a title its first heading is taken out and becomes it.

    `first_line` is where the Markdown stands in its file. One that goes on another text, and so
    never `has_title`, keeps all its headings.
    """
    parsed = targets.parsed(source)
    lines = targets.place(parsed)
    items = list(read_items(parsed))
    headings = (item for item in items if item.kind is Kind.HEADING and _heading_text(item))
    heading = next(headings, None) if has_title else None
    if heading and not title:
        title = _heading_text(heading)
        _tell_of_cut(heading, targets)
    if heading is not None and _is_title(heading, title, items):
        items = [item for item in items if item is not heading]
        # Emptied, not removed: what stood around the heading must not run together.
        lines[heading.start : heading.end] = [""] * (heading.end - heading.start)
    splitter = Splitter(lines, read_definitions(parsed, lines))
    blocks = list(splitter.blocks(items))
    draw_missing(blocks, targets)
    targets.remarks += [
        Remark(targets.path, what, detail, subject, first_line + line)
        for what, detail, subject, line in splitter.remarks
    ]
    return Body(title, targets.files.embedded.put_back(blocks))


def _tell_of_cut(heading: Item, targets: Targets) -> None:
    if cut := plain(heading.tokens[1].children or [])[MAX_TITLE:]:
        targets.remarks.append(Remark(targets.path, "title cut to 255 characters", cut))


def _is_title(heading: Item, title: str, items: list[Item]) -> bool:
    """Tell whether the first heading only repeats the title at the head of the text.

    A lower heading after prose opens a section, whose text would lose it.
    """
    if _for_comparison(_heading_text(heading)) != _for_comparison(title):
        return False
    before = items[: items.index(heading)]
    return heading.tokens[0].tag == "h1" or not any(item.kind is Kind.PROSE for item in before)


def _heading_text(heading: Item) -> str:
    return fitted(plain(heading.tokens[1].children or []), MAX_TITLE)


def _for_comparison(title: str) -> str:
    return " ".join(title.split()).casefold()


def title_from_name(name: str) -> str:
    """Return a file's name in words, for a text that has no title."""
    words = fitted(re.sub(r"[-_\s]+", " ", name).strip(), MAX_TITLE)
    return words[:1].upper() + words[1:] or "Untitled"
