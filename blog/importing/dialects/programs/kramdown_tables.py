"""Gives kramdown's tables the head and the rule that Markdown's need."""

import re
from collections.abc import Iterator

from blog.importing.dialects.draft import Draft, Writer
from blog.importing.dialects.scan import scan
from blog.importing.entry import Subject

_BEFORE = re.compile(r"[ \t>]*")
# As kramdown's parser has them: beneath a head or between two bodies, and above a foot.
_RULE = re.compile(r"[+|: \t-]*-[+|: \t-]*|[+|: \t=]*=[+|: \t=]*")
_ATTRIBUTES = re.compile(r"[ \t>]*\{:[^{}]*\}[ \t]*")
_RULE_CELL = re.compile(r":?-+:?")
_BAR = re.compile(r"(?<!\\)\|")
# What kramdown reads before it looks for a table, and notes and abbreviations.
_OTHER = re.compile(r"#|<|\$\$|[-*+][ \t]|\d+\.[ \t]|:[ \t]|\*?\[[^\]]*\]:")

PARTED = "rule between a table's rows, left out"
PROSE = "lines with bars, a table to kramdown, kept as a paragraph"


def translate_tables(draft: Draft) -> Draft:
    """Return a draft whose tables have a head, which may be empty, and one rule, beneath it.

    Lines that only hold a bar somewhere are told, and stay a paragraph.
    """
    return _Tables(draft).draft() if "|" in draft.text else draft


class _Tables:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._lines = draft.text.split("\n")
        self._bars = list(_bars_by_line(draft.text, self._lines))
        self._writer = Writer()

    def draft(self) -> Draft:
        number = 0
        while number < len(self._lines):
            if number:
                self._writer.keep("\n")
            end = self._table_end(number)
            if end == number:
                end = number + 1
                self._writer.keep(self._lines[number])
            else:
                self._write_table(number, end)
            number = end
        return self._draft.rewritten(self._writer)

    def _table_end(self, first: int) -> int:
        """Return where the table ends that begins at a line; that line, where none does."""
        if first and not self._is_border(first - 1):
            return first
        end = first
        while end < len(self._lines) and self._bars[end]:
            end += 1
        rows = range(first, end)
        is_followed = end < len(self._lines) and not self._is_border(end)
        if not rows or is_followed or _OTHER.match(self._row(first)):
            return first
        if len({_prefix(self._lines[number]) for number in rows}) > 1:
            return first
        if not self._is_meant(rows):
            self._draft.tell(PROSE, self._row(first), first)
            return first
        return end

    def _is_meant(self, rows: range) -> bool:
        """Tell whether rows look like a table to their author, too."""
        if any(map(self._is_rule, rows)):
            return True
        are_barred = all(self._row(number).startswith("|") for number in rows)
        return are_barred and (len(rows) > 1 or self._row(rows[0]).endswith("|"))

    def _is_border(self, number: int) -> bool:
        line = self._lines[number]
        return not line.strip(" \t>") or bool(_ATTRIBUTES.fullmatch(line))

    def _is_rule(self, number: int) -> bool:
        return bool(_RULE.fullmatch(self._row(number)))

    def _row(self, number: int) -> str:
        line = self._lines[number]
        return line[len(_prefix(line)) :].rstrip()

    def _columns(self, number: int) -> int:
        row = self._row(number)
        return self._bars[number] + 1 - row.startswith("|") - row.endswith("|")

    def _write_table(self, first: int, end: int) -> None:
        """Write rows; the first is the head if a rule follows it, else a body's."""
        texts = [number for number in range(first, end) if not self._is_rule(number)]
        head = texts[0] if texts else end
        rule = head + 1 if head + 1 < end and self._is_rule(head + 1) else None
        for number in range(first, end):
            line, gap = self._lines[number], "\n" * (number > first)
            if self._is_rule(number) and number != rule and texts:
                self._writer.skip(gap + line)
                if number > head:
                    self._draft.tell(PARTED, line, number, subject=Subject.LEFT_OUT)
                continue
            # Rules above the first row are left out, and so is what parts them from it.
            self._writer.skip(gap) if number == head else self._writer.keep(gap)
            if number == head and rule is None:
                self._writer.put(self._empty_head(texts))
            written = self._read_rule(head, number) if number == rule else line
            if written == line:
                self._writer.keep(line)
            else:
                self._writer.put(written)
                self._writer.skip(line)

    def _empty_head(self, rows: list[int]) -> str:
        prefix, columns = _prefix(self._lines[rows[0]]), max(map(self._columns, rows))
        return f"{prefix}|{'  |' * columns}\n{prefix}|{'---|' * columns}\n"

    def _read_rule(self, head: int, number: int) -> str:
        """Return the line of a rule as Markdown reads it, with a column for each of the head."""
        line, columns = self._lines[number], self._columns(head)
        cells = [each.strip() for each in re.split(r"[|+]", self._row(number).strip("|+ \t"))]
        are_read = all(map(_RULE_CELL.fullmatch, cells))
        if are_read and len(cells) == columns and "+" not in line:
            return line
        rules = [cell if _RULE_CELL.fullmatch(cell) else "---" for cell in cells[:columns]]
        rules += ["---"] * (columns - len(rules))
        return f"{_prefix(line)}| {' | '.join(rules)} |"


def _prefix(line: str) -> str:
    match = _BEFORE.match(line)
    return match[0] if match else ""


def _bars_by_line(text: str, lines: list[str]) -> Iterator[int]:
    """Yield how many bars part cells on each line: outside of code and without an escape."""
    found, start = scan(text), 0
    for line in lines:
        yield sum(not found.is_code(start + bar.start()) for bar in _BAR.finditer(line))
        start += len(line) + 1
