"""Tells dollars that enclose a formula from money, shell variables and process ids.

Pandoc's rule (its manual, `tex_math_dollars`): no blank inside of the dollars, and no digit behind
the closing one. Three kinds of text that Pandoc takes for formulas stay text.
"""

import re

# What stands between the delimiters; longer is no formula, and bounds the search.
MAX_LATEX = 10_000

# One sign of a formula: words within it may hold formulas of their own.
_WORDS_IN_FORMULA = r"\\(?:text|textrm|textbf|textit|mbox|intertext)\{(?:[^{}]|\{[^{}]*\})*\}"
LATEX = rf"(?>{_WORDS_IN_FORMULA}|\\.|[^$\\]){{1,{MAX_LATEX}}}?"

_COMMAND = re.compile(rf"{_WORDS_IN_FORMULA}|\\[A-Za-z]+", re.DOTALL)
# Of any script but Latin and Greek one letter is a word.
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{2,}|[^\W\d_\u0000-\u03ff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_ABBREVIATION = re.compile(r"(?<!\w)[A-Za-z]\.\s?[A-Za-z]\.")  # e.g., i.e.
_AMOUNT = re.compile(r"[\d,.;:!?)\]}、。，]")
_LATEX_SIGNS = re.compile(r"[\\^_={}]")
_OPERAND_NEXT = re.compile(r"[\\^_{(]|[^\W\d_]")
_SHELL_NAME = re.compile(r"\{\w+\}|[A-Z_][A-Z0-9_]+")
_SHELL_END = re.compile(r"(?:[-/:.,;=\"@|&<>(\[{]|\s')\Z")
_NAME_NEXT = re.compile(r"[A-Za-z_{(]")
_LATEX_LOOK = re.compile(r"\\[A-Za-z]{2}|\^|_\{|\b[A-Za-z]_[A-Za-z0-9]\b")
# Two dollars further apart belong to two thoughts.
_NEAR = 300
# Of LaTeX `[x](y)` may be a part, but no address.
_LINK = re.compile(r"\]\((?:https?:|mailto:|\.{0,2}/|#)", re.IGNORECASE)


def is_text(latex: str, before: str, after: str) -> bool:
    """Tell whether what stands between two dollars is no formula.

    `before` and `after` are the characters outside of them, empty at the ends of the text.
    """
    has_words = bool(_WORD.search(_COMMAND.sub("", latex)))
    if _AMOUNT.match(latex) and has_words and not _LATEX_SIGNS.search(latex):
        return True  # I paid $20, he paid 30$.
    if latex.count("`") % 2:
        return True  # a code span begins in it: costs $6, `$HOME`
    if before.isdigit() and not _OPERAND_NEXT.match(latex):
        return True  # 20$/30$
    return is_shell(latex, after)


def is_shell(latex: str, after: str) -> bool:
    """Tell whether both dollars open a shell's variable: `$HOME:$PATH`, `${A}${B}`, `$(a)/$(b)`."""
    if not _NAME_NEXT.match(after):
        return False
    return bool(_SHELL_END.search(latex)) or (
        bool(_SHELL_NAME.fullmatch(latex)) and not after.islower()
    )


def is_parenthesis(latex: str) -> bool:
    """Tell whether what stands in `\\(…\\)` is prose in escaped parentheses: `\\(an aside?\\)`.

    One word of two letters may be a product; any sign of LaTeX makes a formula.
    """
    if _LATEX_SIGNS.search(latex):
        return False
    if _ABBREVIATION.search(latex):
        return True
    words = [word for word in _LETTERS.findall(latex) if len(word) > 1 or word > "\u03ff"]
    return len(words) > 1 or any(len(word) > 2 or word[0] > "\u03ff" for word in words)


def holds_link(latex: str) -> bool:
    """Tell whether a Markdown link stands in it: `\\[[1](https://…/a_b)\\]` is escaped brackets."""
    return bool(_LINK.search(latex))


def is_double_text(latex: str) -> bool:
    """Tell whether what stands between two double dollars on one line is no formula.

    `$$` is also a shell's own process: `PID is $$, again $$.`
    """
    has_blank = latex != latex.strip()
    has_words = bool(_WORD.search(_COMMAND.sub("", latex)))
    return has_blank and has_words and not _LATEX_SIGNS.search(latex)


def unread_formula(text: str, position: int) -> str:
    """Return what looks like LaTeX between the dollar at a place and the next; else nothing."""
    end = text.find("$", position + 1, position + _NEAR)
    if text[position] != "$" or end < 0 or text[end - 1] == "\\":
        return ""
    latex = text[position + 1 : end]
    if not _LATEX_LOOK.search(latex) or is_shell(latex, text[end + 1 : end + 2]):
        return ""
    return latex.strip()
