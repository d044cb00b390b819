"""Reads formulas in Markdown: `$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]`, AMS environments.

Read before emphasis and escapes, which would eat `_` and `\\(`. Which dollars are a formula's
`blog.markdown.syntax.dollars` decides. What looks like LaTeX between others is listed in the env.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from blog.markdown.syntax.attributes import PATTERN, read_attributes
from blog.markdown.syntax.dollars import (
    LATEX,
    MAX_LATEX,
    holds_link,
    is_double_text,
    is_parenthesis,
    is_text,
    unread_formula,
)

# The name in a parser's env of what looks like a formula and was not read.
UNREAD = "unread_formulas"

# In prose `\\[1\\]` is an escaped bracket to Markdown: only what looks like LaTeX is a formula.
BRACKETS = (
    r"\\\[(?P<bracket>(?=(?:(?!\\\]).){0,200}(?:\\[A-Za-z]|[\^=]|(?<!\\)_))"
    rf"(?:(?!\\\]).){{1,{MAX_LATEX}}})\\\]"
)
_INLINE = re.compile(
    rf"""
      \$\$(?P<double>{LATEX})\$\$(?!\$)
    | \$`(?P<github>[^`]{{1,{MAX_LATEX}}}?)`\$
    | \$(?![\s$])(?P<single>{LATEX})(?<!\s)\$(?![\d$])
    | \\\((?P<paren>.{{1,{MAX_LATEX}}}?)\\\)
    | {BRACKETS}
    """,
    re.DOTALL | re.VERBOSE,
)
_ENDINGS = {"\\(": "\\)", "\\[": "\\]", "$`": "`$"}
_OPENING = re.compile(r"\$+|\\.", re.DOTALL)
_DISPLAY = {"double", "bracket"}
_ENVIRONMENT = re.compile(
    r"\\begin\{((?:align|equation|gather|multline|alignat|flalign|eqnarray|split)\*?)\}"
)
_AFTER = re.compile(rf"\s*+({PATTERN})?\s*+")


def math_plugin(md: MarkdownIt) -> None:
    """Add the rules to a parser; the tokens are `math_inline` and `math_block`."""
    md.inline.ruler.before("escape", "math_inline", _read_inline)
    md.block.ruler.before(
        "fence", "math_block", _read_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )


def _read_inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    match = _formula_at(state.src, state.pos, state.posMax)
    if match is None:
        latex = "" if silent else unread_formula(state.src, state.pos)
        if latex:
            state.env.setdefault(UNREAD, []).append(latex)
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content, token.markup = match[match.lastgroup or 0].strip(), match[0]
        token.meta = {"is_display": match.lastgroup in _DISPLAY, "label": ""}
    state.pos = match.end()
    return True


class DisplayFormula(NamedTuple):
    """A formula in lines of its own; `after` is what follows on the last of them, `end`."""

    end: int
    latex: str
    after: str


def find_formulas(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Yield where each formula of a text begins and ends, its LaTeX and whether it is displayed."""
    position = 0
    while opening := _OPENING.search(text, position):
        match = _formula_at(text, opening.start(), len(text))
        position = match.end() if match else opening.end()
        if match:
            is_display = match.lastgroup in _DISPLAY
            yield match.start(), match.end(), match[match.lastgroup or 0].strip(), is_display


def _formula_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the formula at a place of a text; its only group is the LaTeX."""
    ending = _ENDINGS.get(text[start : start + 2])
    if ending and text.find(ending, start, end) < 0:
        return None  # the pattern would look for it far and wide, at every opening
    match = _INLINE.match(text, start, end)
    if match is None:
        return None
    latex = match[match.lastgroup or 0]
    if not latex.strip() or "\n\n" in latex:
        return None
    before, after = text[max(0, start - 1) : start], text[match.end() : min(match.end() + 1, end)]
    if match.lastgroup == "double":
        return None if before == "$" or is_double_text(latex) else match
    if match.lastgroup == "paren":
        return None if is_parenthesis(latex) or holds_link(latex) else match
    if match.lastgroup == "bracket":
        return None if holds_link(latex) else match
    if match.lastgroup == "single":
        return None if before == "$" or is_text(latex, before, after) else match
    return match


def _read_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    if state.is_code_block(first):
        return False
    line = _line(state, first)
    closing = _closing_of(line)
    if closing is None:
        return False
    opening = 0 if line.startswith("\\begin") else 2
    body = _formula_body(state, first, last, closing, line[opening:])
    after = _AFTER.fullmatch(body.after) if body else None
    is_one_line = body is not None and body.end == first
    if after is None or (is_one_line and closing == "$$" and is_double_text(body.latex)):
        return False
    if closing == "\\]" and holds_link(body.latex):
        return False
    if not silent:
        state.line = body.end + 1
        token = state.push("math_block", "math", 0)
        kept = closing if opening == 0 else ""
        token.content = f"{body.latex}{kept}".strip()
        token.meta = {"is_display": True, "attributes": read_attributes(after[1] or "")}
        token.map = [first, state.line]
    return True


def _closing_of(line: str) -> str | None:
    """Return what ends the display formula that a line opens; None where it opens none."""
    if line.startswith("$$"):
        return "$$"
    if line.startswith("\\["):
        return "\\]"
    environment = _ENVIRONMENT.match(line)
    return f"\\end{{{environment[1]}}}" if environment else None


def _formula_body(
    state: StateBlock, first: int, last: int, closing: str, rest: str
) -> DisplayFormula | None:
    """Return a display formula up to what closes it; None where nothing does."""
    lines: list[str] = []
    length = 0
    for number in range(first, last):
        text = rest if number == first else _line(state, number)
        if not text.strip() and number > first:
            break
        before, found, after = text.partition(closing)
        lines.append(before)
        length += len(before)
        if found:
            body = "\n".join(lines)
            return DisplayFormula(number, body, after) if body.strip() else None
        if length > MAX_LATEX or (number > first and state.sCount[number] < state.blkIndent):
            break
    return None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
