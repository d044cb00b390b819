"""Writes changed blocks back into a source's lines, so that whatever follows keeps its line."""

from collections import Counter
from typing import NamedTuple

from blog.importing.files.raw_reading import RawText


class _Block(NamedTuple):
    """A block's new lines, and the line after its old ones."""

    last: int
    lines: list[str]


class Rows:
    """Changes to whole blocks of a source, gathered first and made at once."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._blocks: dict[int, _Block] = {}
        # How many lines are missing by the end of an outermost block.
        self._missing: Counter[int] = Counter()

    def change(self, raw: RawText, text: str) -> None:
        """Give a block another text, the signs of a quote or list around it kept."""
        if text == raw.text:
            return
        old, new = self._lines[raw.first : raw.last], text.split("\n")
        is_after_text = raw.first > 0 and bool(self._lines[raw.first - 1].strip())
        if raw.is_block and is_after_text and len(new) < len(old):
            new = ["", *new]
        # A block's rows have their own indentation, those of prose come without.
        rows = [row.rstrip() if raw.is_block else row.strip() for row in raw.text.split("\n")]
        prefixes = [_before(line, row) for line, row in zip(old, rows, strict=False)]
        lines = []
        for number, row in enumerate(new):
            prefix = prefixes[min(number, len(prefixes) - 1)]
            lines.append(f"{prefix}{row if raw.is_block else row.strip()}".rstrip())
        self._blocks[raw.first] = _Block(raw.last, lines)
        self._missing[max(raw.ends, raw.last)] += len(old) - len(lines)

    def applied(self, lines: list[str]) -> list[str]:
        """Return the lines with the blocks changed."""
        changed: list[str] = []
        number = 0
        while number < len(lines):
            changed += [""] * self._missing.get(number, 0)
            block = self._blocks.get(number)
            changed += block.lines if block else [lines[number]]
            number = block.last if block else number + 1
        return changed


def _before(line: str, row: str) -> str:
    """Return what stands in a line before its part of a block's text."""
    place = line.rfind(row) if row else -1
    return line[:place] if place >= 0 else ""
