"""The Markdown below the front matter: its title and its stream blocks."""

from dataclasses import dataclass

from blog.document.markdown_tokens import parse_source
from blog.exchange.entry import Note
from blog.exchange.markdown_items import Item, Kind, read_definitions, read_items
from blog.exchange.markdown_split import Block, Splitter, plain
from blog.exchange.targets import Targets

MAX_TITLE = 255


@dataclass(frozen=True)
class Body:
    """A body as raw stream blocks, with the title that was given or stood in its headings."""

    title: str
    blocks: list[Block]


def read_body(source: str, *, title: str, targets: Targets) -> Body:
    """Read Markdown; without a title its first heading is taken out and becomes it."""
    parsed = parse_source(source)
    lines = targets.place(parsed)
    items = list(read_items(parsed))
    heading = next((item for item in items if item.kind is Kind.HEADING and _text(item)), None)
    title = title or (_text(heading) if heading else "")
    if heading is not None and _is_title(heading, title, items):
        items = [item for item in items if item is not heading]
        # Emptied, not removed: what stood around the heading must not run together.
        lines[heading.start : heading.end] = [""] * (heading.end - heading.start)
    splitter = Splitter(lines, read_definitions(parsed, lines))
    blocks = list(splitter.blocks(items))
    targets.notes += [Note(targets.path, *note) for note in splitter.notes]
    return Body(title, blocks)


def _is_title(heading: Item, title: str, items: list[Item]) -> bool:
    """Tell whether the first heading only repeats the title at the head of the text.

    A lower heading after prose opens a section, whose text would lose it.
    """
    if _folded(_text(heading)) != _folded(title):
        return False
    before = items[: items.index(heading)]
    return heading.tokens[0].tag == "h1" or not any(item.kind is Kind.PROSE for item in before)


def _text(heading: Item) -> str:
    return plain(heading.tokens[1].children or [])[:MAX_TITLE].strip()


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()
