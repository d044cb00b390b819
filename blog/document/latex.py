"""LaTeX as authors type it, made ready for math-core: bounded, and in words that it knows."""

import re

from django.utils.translation import gettext_lazy as _

MAX_LATEX = 5_000
# Groups and commands within each other; no formula that a reader follows has half of it.
MAX_DEPTH = 60

_TOKEN = re.compile(r"\\(begin|end|left|right)\b|\\[A-Za-z]+\*?|\\.|[{}^_]|[^\s\\{}^_]", re.DOTALL)
_NUMBERED = re.compile(r"\\begin\{(equation|align|gather|multline|alignat|flalign)\}")
_SUBSTACK = re.compile(r"\\substack\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}")
_SMALL = re.compile(r"\\begin\{smallmatrix\}(.*?)\\end\{smallmatrix\}", re.DOTALL)
_OPERATOR = re.compile(r"\\DeclareMathOperator(\*?)\s*\{?(\\[A-Za-z]+)\}?\s*\{([^{}]*)\}")
_TAG = re.compile(r"\\tag\b")


class Refused(str):
    """Why a formula is not even tried."""

    __slots__ = ()


def prepare(latex: str, *, is_display: bool, label: str) -> str | Refused:
    """Return LaTeX that math-core converts safely, numbered where it has a label; or why not."""
    if len(latex) > MAX_LATEX:
        return Refused(_("The formula is too long."))
    if _depth(latex) > MAX_DEPTH:
        return Refused(_("The formula is nested too deeply."))
    latex = _in_known_words(latex)
    if not is_display:
        return latex
    if label:
        return _labelled(latex, label)
    # A tag needs an equation to stand in.
    is_tagged = _TAG.search(latex) and not _NUMBERED.search(latex)
    return f"\\begin{{equation}}{latex}\\end{{equation}}" if is_tagged else latex


def _depth(latex: str) -> int:
    """Return how deep the parser may have to recurse: open groups and runs of commands."""
    deepest = depth = run = 0
    for match in _TOKEN.finditer(latex):
        token = match[0]
        if token == "{" or match[1] in ("begin", "left"):
            depth += 1
        elif token == "}" or match[1] in ("end", "right"):
            depth = max(0, depth - 1)
        # A command without braces takes the next one as its argument.
        run = run + 1 if token.startswith("\\") or token in "^_{" else 0
        deepest = max(deepest, depth, run)
    return deepest


def _in_known_words(latex: str) -> str:
    """Write what math-core lacks in what it has."""
    latex = _SUBSTACK.sub(r"\\begin{subarray}{c}\1\\end{subarray}", latex)
    latex = _SMALL.sub(r"{\\scriptstyle\\begin{matrix}\1\\end{matrix}}", latex)
    latex = latex.replace("{split}", "{aligned}").replace("\\ref{", "\\eqref{")
    return _OPERATOR.sub(r"\\newcommand{\2}{\\operatorname\1{\3}}", latex)


def _labelled(latex: str, label: str) -> str:
    """Return a display formula as a numbered equation under a label."""
    if match := _NUMBERED.search(latex):
        return f"{latex[: match.end()]}\\label{{{label}}}{latex[match.end() :]}"
    latex = re.sub(r"\\(begin|end)\{align\*\}", r"\\\1{aligned}", latex)
    latex = re.sub(r"\\(begin|end)\{gather\*\}", r"\\\1{gathered}", latex)
    latex = re.sub(r"\\(begin|end)\{equation\*\}", "", latex)
    return f"\\begin{{equation}}\\label{{{label}}}{latex}\\end{{equation}}"
