"""Takes a notebook's summary from its text: the paragraph that follows the first heading."""

from blog.importing.markdown.front_matter_keys import MAX_TEASER
from blog.importing.markdown.items import plain
from blog.importing.notebooks.cells import Cell
from blog.markdown.limits import is_oversized
from blog.markdown.tokens import parse_source

MIN_WORDS = 4
# Before it, headings may stand in cells of their own.
MAX_CELLS = 3


def take_summary(cells: list[Cell]) -> str:
    """Take the first paragraph out of a notebook's text, if it can be the summary; else "".

    One of mere words, short enough to be shown whole: below the title it would stand twice.
    """
    for cell in cells[:MAX_CELLS]:
        if cell.kind != "markdown" or cell.options.is_left_out or is_oversized(cell.source):
            return ""
        tokens = parse_source(cell.source).tokens
        for place, token in enumerate(tokens):
            if token.level or token.type.startswith("heading"):
                continue
            text = plain(tokens[place + 1].children or []) if token.type == "paragraph_open" else ""
            if not _is_summary(text, tokens[place + 1].children if text else None):
                return ""
            lines = cell.source.split("\n")
            start, end = token.map or (0, 0)
            lines[start:end] = [""] * (end - start)
            cell.source = "\n".join(lines)
            return text
    return ""


def _is_summary(text: str, children: list | None) -> bool:
    is_words = {child.type for child in children or []} <= {"text", "softbreak"}
    return is_words and len(text) <= MAX_TEASER and len(text.split()) >= MIN_WORDS
