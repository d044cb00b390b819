"""Writes a record's text as LaTeX that `latex_text` reads as the same text again."""

import re
from collections.abc import Sequence

from blog.citations.formats.latex_text import OPENINGS

# An empty group keeps signs apart that LaTeX takes for one.
_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "&": r"\&",
    "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "-": "-{}", "`": "`{}", "'": "'{}",
}  # fmt: skip
_SIGN = re.compile(r"-(?=-)|`(?=`)|'(?=')|[\\{}&%$#_~^]")
_TAG = re.compile(
    "(" + "|".join([*map(re.escape, OPENINGS.values()), "</(?:i|b|sup|sub|span)>"]) + ")"
)
_COMMANDS = {"i": r"\emph{", "b": r"\textbf{", "sup": r"\textsuperscript{",
             "sub": r"\textsubscript{", "sc": r"\textsc{", "nocase": "{"}  # fmt: skip
_NAMES = {opening: name for name, opening in OPENINGS.items()}


def latex_of(text: str) -> str:
    """Return a record's text as LaTeX, its markup as commands; braces in it are balanced."""
    pieces = _TAG.split(text)
    return "".join(_written(pieces)) if _is_balanced(pieces[1::2]) else escaped(text)


def escaped(text: str) -> str:
    """Return plain text as LaTeX."""
    return _SIGN.sub(lambda match: _SIGNS[match[0]], text)


def _written(pieces: Sequence[str]) -> list[str]:
    written: list[str] = []
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            latex = escaped(piece)
            # A group that begins with a command keeps no capitals.
            is_kept = written and written[-1] == "{" and latex.startswith("\\")
            written.append("{}" + latex if is_kept else latex)
        else:
            written.append(_COMMANDS[_NAMES[piece]] if piece in _NAMES else "}")
    return written


def _is_balanced(tags: Sequence[str]) -> bool:
    """Tell whether each tag is closed by its own, in order."""
    opened: list[str] = []
    for tag in tags:
        if tag in _NAMES:
            name = _NAMES[tag]
            opened.append("span" if name in ("sc", "nocase") else name)
        elif not opened or opened.pop() != tag[2:-1]:
            return False
    return not opened
