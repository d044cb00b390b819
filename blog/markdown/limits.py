"""Bounds a text of Markdown, so that rendering it takes no longer than one waits."""

import re

# Past this, or with more lines or opening brackets than any text needs, parsing takes seconds.
MAX_CHARACTERS = 50_000
MAX_LINES = 10_000
MAX_OPEN_BRACKETS = 2_000
# A table's rows times its columns; a row need not spell its empty cells out.
MAX_CELLS = 20_000


def is_oversized(source: str) -> bool:
    """Tell whether rendering would take longer than an editor or reader should wait."""
    return (
        len(source) > MAX_CHARACTERS
        or source.count("\n") > MAX_LINES
        or source.count("[") > MAX_OPEN_BRACKETS
        or _possible_cells(source) > MAX_CELLS
    )


def _possible_cells(source: str) -> int:
    """Return how many cells the tables of a text have at most; a blank line ends a table."""
    if source.count("|") < MAX_CELLS // 100:
        return 0
    parts = (part.split("\n") for part in re.split(r"\n[ \t]*\n", source) if "|" in part)
    return sum(len(lines) * max(line.count("|") for line in lines) for lines in parts)
