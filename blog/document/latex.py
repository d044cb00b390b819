"""Makes LaTeX as authors type it ready for math-core: bounded, in commands that it knows."""

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
# Words within a formula, with groups up to two deep, and the formulas within those words.
_WORDS = re.compile(
    r"\\(text|textrm|textbf|textit|mbox)\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
)
_INNER = re.compile(r"(?<!\\)\$|\\[()]")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_TAG = re.compile(r"\\tag\b")


class Refused(str):
    """Why a formula is not even tried."""

    __slots__ = ()


def prepare(latex: str, *, is_display: bool, label: str) -> str | Refused:
    """Return LaTeX that math-core converts safely, numbered where it has a label; or why not."""
    if len(latex) > MAX_LATEX:
        return Refused(_("The formula is too long."))
    if _nesting_depth(latex) > MAX_DEPTH:
        return Refused(_("The formula is nested too deeply."))
    latex = _in_known_commands(latex)
    if not is_display:
        return latex
    if label:
        return _as_labelled_equation(latex, label)
    # A tag needs an equation to stand in.
    is_tagged = _TAG.search(latex) and not _NUMBERED.search(latex)
    return f"\\begin{{equation}}{latex}\\end{{equation}}" if is_tagged else latex


def named_labels(latex: str) -> list[str]:
    """Return what the `\\label`s of a formula name."""
    return _LABEL.findall(latex)


def _nesting_depth(latex: str) -> int:
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


def _in_known_commands(latex: str) -> str:
    """Return LaTeX with what math-core lacks written in commands that it has."""
    latex = _SUBSTACK.sub(r"\\begin{subarray}{c}\1\\end{subarray}", latex)
    latex = _SMALL.sub(r"{\\scriptstyle\\begin{matrix}\1\\end{matrix}}", latex)
    latex = _WORDS.sub(_words_apart, latex)
    latex = latex.replace("{split}", "{aligned}").replace("\\ref{", "\\eqref{")
    return _OPERATOR.sub(r"\\newcommand{\2}{\\operatorname\1{\3}}", latex)


def _words_apart(match: re.Match[str]) -> str:
    """Return `\\text{if $x$ holds}` as words, formula and words, which math-core reads."""
    parts = _INNER.split(match[2])
    if len(parts) % 2 == 0:
        return match[0]  # a dollar that nothing closes
    return "".join(
        f"{{{part}}}" if place % 2 else f"\\{match[1]}{{{part}}}"
        for place, part in enumerate(parts)
        if part
    )


def _as_labelled_equation(latex: str, label: str) -> str:
    """Return a display formula as a numbered equation under a label."""
    if match := _NUMBERED.search(latex):
        return f"{latex[: match.end()]}\\label{{{label}}}{latex[match.end() :]}"
    latex = re.sub(r"\\(begin|end)\{align\*\}", r"\\\1{aligned}", latex)
    latex = re.sub(r"\\(begin|end)\{gather\*\}", r"\\\1{gathered}", latex)
    latex = re.sub(r"\\(begin|end)\{equation\*\}", "", latex)
    return f"\\begin{{equation}}\\label{{{label}}}{latex}\\end{{equation}}"
