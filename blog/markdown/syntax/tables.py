"""Keeps the cells of a Markdown table that its head has no columns for, and no empty head."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

_BlockRule = Callable[[StateBlock, int, int, bool], bool]

# Where a bar parts no cells, if reading it so makes the row fit: in code and in formulas.
_WHOLE = re.compile(
    r"(?<!`)(?P<ticks>`++).{1,2000}?(?<!`)(?P=ticks)(?!`)"
    r"|\$\$[^$]{1,2000}\$\$|\$(?!\s)(?:[^$\\]|\\.){1,2000}?(?<!\s)\$|\\\(.{1,2000}?\\\)"
)
_BELOW_HEAD = re.compile(r"[-:|\s]*-[-:|\s]*")
# The source is copied for each such head: by so many times at most in one text.
_HEADS, _MAX_HEADS = "whole_heads", 200
_BAR = "\ue000"  # stands in for a bar while a row is parted


def table_plugin(md: MarkdownIt) -> None:
    """Wrap markdown-it's rule, which drops what goes beyond the head (as GitHub does)."""
    rule = next(rule for rule in md.block.ruler.__rules__ if rule.name == "table")
    md.block.ruler.at("table", _keeping_cells(rule.fn), {"alt": rule.alt})


def surplus_cells(tokens: list[Token]) -> Iterator[str]:
    """Yield the text of each cell that its table's head has no column for."""
    for token in tokens:
        yield from token.meta.get("surplus", ())


def _keeping_cells(rule: _BlockRule) -> _BlockRule:
    def read(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        count = len(state.tokens)
        with _whole_head(state, first, last):
            is_table = rule(state, first, last, silent)
        if not is_table or silent:
            return is_table
        for row in _body_rows(state.tokens[count:]):
            _keep_surplus_cells(state, row)
        state.tokens[count:] = _without_empty_head(state.tokens[count:])
        return True

    return read


@contextmanager
def _whole_head(state: StateBlock, first: int, last: int) -> Iterator[None]:
    """Have the rule read a head with a stand-in for bars in code and formulas, if it fits so.

    A head of more cells than the line below it makes no table at all.
    """
    source = state.src
    if first + 1 < last and state.env.get(_HEADS, 0) < _MAX_HEADS:
        head = _line(state, first)
        whole = _head_as_wide_as(_line(state, first + 1), head)
        if whole != head:
            start = state.bMarks[first] + state.tShift[first]
            state.src = f"{source[:start]}{whole}{source[start + len(head) :]}"
            state.env[_HEADS] = state.env.get(_HEADS, 0) + 1
    try:
        yield
    finally:
        state.src = source


def _head_as_wide_as(below: str, head: str) -> str:
    """Return a head with stand-ins for bars where only so it fits the line below; else as it is."""
    if "|" not in head or not _BELOW_HEAD.fullmatch(below):
        return head
    whole = _with_whole_cells(head)
    now, fitting, count = (len(_split_cells(each.strip())) for each in (head, whole, below))
    return whole if now != count == fitting else head


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _body_rows(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the cells of each row of a table's body."""
    cells: list[Token] = []
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            cells.append(token)
        elif token.type == "tr_close":
            yield cells


def _without_empty_head(table: list[Token]) -> list[Token]:
    """Return a table without a head that says nothing: it would name the columns so, aloud."""
    types = [token.type for token in table]
    start, end = types.index("thead_open"), types.index("thead_close") + 1
    is_said = any(token.content.strip() for token in table[start:end])
    return table if is_said or "tbody_open" not in types else table[:start] + table[end:]


def _keep_surplus_cells(state: StateBlock, cells: list[Token]) -> None:
    row = _line(state, cells[0].map[0]).strip(" \t")
    texts = _split_cells(row)
    if len(texts) <= len(cells):
        return
    whole = _split_cells(_with_whole_cells(row))
    if len(whole) == len(cells):
        texts = [text.replace(f"\\{_BAR}", "|").replace(_BAR, "|") for text in whole]
    else:
        surplus = texts[len(cells) :]
        texts = [
            *texts[: len(cells) - 1],
            " | ".join(text.strip() for text in texts[len(cells) - 1 :]),
        ]
        cells[-1].meta["surplus"] = [text.strip() for text in surplus if text.strip()]
    for cell, text in zip(cells, texts, strict=True):
        cell.content = text.strip()


def _with_whole_cells(row: str) -> str:
    """Return a row, as long as it was, with a stand-in for each bar in code and formulas."""
    return _WHOLE.sub(lambda match: match[0].replace("|", _BAR), row)


def _split_cells(row: str) -> list[str]:
    """Return a row's cells as markdown-it parts them: an outer bar opens or ends none."""
    cells = escapedSplit(row)
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells
