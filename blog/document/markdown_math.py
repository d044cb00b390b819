"""Formulas in Markdown: `$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]`, AMS environments.

Read before emphasis and escapes, which would eat `_` and `\\(`. A dollar opens a formula where
no word, digit or space touches its inner or outer side as prices and shell variables have it:
`$5 and $6`, `US$5`, `$HOME:$PATH` stay text.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from blog.document.labels import LABEL

# What stands between the delimiters; longer is no formula, and bounds the search.
MAX_LATEX = 10_000

# In prose `\\[1\\]` is an escaped bracket to Markdown: only what looks like LaTeX is a formula.
BRACKETS = (
    r"\\\[(?P<bracket>(?=(?:(?!\\\]).){0,200}(?:\\[A-Za-z]|[\^=]|(?<!\\)_))"
    rf"(?:(?!\\\]).){{1,{MAX_LATEX}}})\\\]"
)
_INLINE = re.compile(
    rf"""
      \$\$(?P<double>(?:[^$\\]|\\.){{1,{MAX_LATEX}}}?)\$\$
    | \$`(?P<github>[^`]{{1,{MAX_LATEX}}}?)`\$
    | \$(?![\s$])(?P<single>(?:[^$\\]|\\.){{1,{MAX_LATEX}}}?)(?<![\s])\$(?![\w$])
    | \\\((?P<paren>.{{1,{MAX_LATEX}}}?)\\\)
    | {BRACKETS}
    """,
    re.DOTALL | re.VERBOSE,
)
_ENDINGS = {"\\(": "\\)", "\\[": "\\]", "$`": "`$"}
_DISPLAY = {"double", "bracket"}
_ENVIRONMENT = re.compile(
    r"\\begin\{((?:align|equation|gather|multline|alignat|flalign|eqnarray|split)\*?)\}"
)
_AFTER = re.compile(rf"\s*(?:\{{\#(?P<label>{LABEL})\}})?\s*")


def math_plugin(md: MarkdownIt) -> None:
    """Add the rules to a parser; the tokens are `math_inline` and `math_block`."""
    md.inline.ruler.before("escape", "math_inline", _read_inline)
    md.block.ruler.before(
        "fence", "math_block", _read_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )


def _read_inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    ending = _ENDINGS.get(state.src[state.pos : state.pos + 2])
    if ending and state.src.find(ending, state.pos, state.posMax) < 0:
        return False  # the pattern would look for it far and wide, at every opening
    match = _INLINE.match(state.src, state.pos, state.posMax)
    if not match or (match["single"] and _touches_word(state)):
        return False
    latex = match[match.lastgroup or 0]
    if not latex.strip() or "\n\n" in latex:
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = latex.strip()
        token.meta = {"is_display": match.lastgroup in _DISPLAY, "label": ""}
    state.pos = match.end()
    return True


def _touches_word(state: StateInline) -> bool:
    """Tell whether the opening dollar ends a word or an amount, as in `US$5`."""
    before = state.src[state.pos - 1] if state.pos else " "
    return before.isalnum() or before in "$\\"


def _read_block(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    if state.is_code_block(first):
        return False
    line = _line(state, first)
    closing = _closing(line)
    if closing is None:
        return False
    opening = 0 if line.startswith("\\begin") else 2
    end, latex = _body(state, first, last, closing, line[opening:])
    after = _AFTER.fullmatch(latex[1]) if latex else None
    if after is None:
        return False
    if not silent:
        state.line = end + 1
        token = state.push("math_block", "math", 0)
        kept = closing if opening == 0 else ""
        token.content = f"{latex[0]}{kept}".strip()
        token.meta = {"is_display": True, "label": after["label"] or ""}
        token.map = [first, state.line]
    return True


def _closing(line: str) -> str | None:
    """Return what ends the display formula that a line opens; None where it opens none."""
    if line.startswith("$$"):
        return "$$"
    if line.startswith("\\["):
        return "\\]"
    environment = _ENVIRONMENT.match(line)
    return f"\\end{{{environment[1]}}}" if environment else None


def _body(
    state: StateBlock, first: int, last: int, closing: str, rest: str
) -> tuple[int, tuple[str, str] | None]:
    """Return the last line of a formula, and its text and what follows on that line."""
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
            return number, (body, after) if body.strip() else None
        if length > MAX_LATEX or (number > first and state.sCount[number] < state.blkIndent):
            break
    return first, None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
