"""Keeps formulas out of raw HTML's code: a `$` in `<pre>` or `<code>` is a dollar."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_TAG = re.compile(r"<(/?)(pre|code|kbd|samp)(?=[\s>/])", re.IGNORECASE)


def raw_code_plugin(md: MarkdownIt) -> None:
    """Add the rule to a parser, after its texts are parsed."""
    md.core.ruler.after("inline", "raw_code", _free_formulas)


def _free_formulas(state: StateCore) -> None:
    """Turn formulas between the tags of code back into what was typed."""
    pending: list[Token] = []
    opened: list[str] = []
    for token in _tags_and_formulas(state.tokens):
        if token.type == "math_inline":
            if opened:
                pending.append(token)
            continue
        for close, name in _TAG.findall(token.content):
            if not close:
                opened.append(name.lower())
            elif opened and opened[-1] == name.lower():
                opened.pop()
        if not opened:  # an element that nothing closes is shown as typed, and no code
            for formula in pending:
                formula.type, formula.content = "text", formula.markup
            pending = []


def _tags_and_formulas(tokens: list[Token]) -> list[Token]:
    """Return the tokens of raw HTML and of formulas in prose, in their order."""
    return [
        part
        for token in tokens
        for part in (token, *(token.children or ()))
        if part.type in ("html_block", "html_inline", "math_inline")
    ]
