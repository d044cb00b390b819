"""Writes tables of HTML as Markdown's where these can hold them, else as HTML."""

from collections.abc import Callable

from bs4 import Tag

from blog.importing.html.kept import alignment, kept_html
from blog.importing.html.tree.page import value

_RULES = {"left": ":--", "center": ":-:", "right": "--:", "": "---"}
# What a cell of Markdown can't hold.
_COMPLEX = ["blockquote", "dl", "figure", "hr", "ol", "pre", "table", "ul"]


def table_markdown(table: Tag, cell_text: Callable[[Tag], str]) -> str:
    """Return a table; `cell_text` writes what a cell holds as one line."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    cells = [row.find_all(["td", "th"], recursive=False) for row in rows]
    cells = [row for row in cells if row]
    if not _is_simple(table, cells):
        return kept_html(table)
    texts = [[cell_text(cell).replace("|", "\\|") for cell in row] for row in cells]
    rules = [_RULES[alignment(cell)] for cell in _aligned(cells)]
    lines = [_row(line) for line in [texts[0], rules, *texts[1:]]]
    caption = table.find("caption")
    if caption is not None and (text := cell_text(caption)):
        lines += ["", f": {text}"]
    return "\n".join(lines)


def _is_simple(table: Tag, cells: list[list[Tag]]) -> bool:
    if not cells or table.find(_COMPLEX) or len({len(row) for row in cells}) > 1:
        return False
    flat = [cell for row in cells for cell in row]
    has_spans = any(value(cell, name) not in ("", "1") for cell in flat
                    for name in ("colspan", "rowspan"))  # fmt: skip
    has_head = all(cell.name == "th" for cell in cells[0]) or _is_in_head(cells[0][0])
    # A heading at the side of a row would be a cell like the others.
    has_side = any(cell.name == "th" for row in cells[1:] for cell in row)
    return has_head and not has_spans and not has_side and not _has_two_heads(table)


def _is_in_head(cell: Tag) -> bool:
    return cell.find_parent("thead") is not None


def _has_two_heads(table: Tag) -> bool:
    head = table.find("thead")
    return head is not None and len(head.find_all("tr")) > 1


def _aligned(cells: list[list[Tag]]) -> list[Tag]:
    """Return for each column a cell that tells its side: the head's, or the first below it."""
    below = cells[1] if len(cells) > 1 else cells[0]
    return [head if alignment(head) else cell for head, cell in zip(cells[0], below, strict=True)]


def _row(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"
