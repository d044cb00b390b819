"""Finds Python that doesn't parse, with a kind eye on what posts show on purpose."""

import ast
import re
import textwrap
from typing import NamedTuple

# Beyond these a listing is not read: parsing takes memory and stack by depth.
MAX_CHARACTERS = 50_000
MAX_LINE = 2_000
MAX_DEPTH = 60

_PROMPT = re.compile(r"^\s*(?:>>>|> |In ?\[\d*\]:|\.\.\. )", re.MULTILINE)
_MAGIC = re.compile(r"^(\s*)(?:%{1,2}\w|!|\?|\w[\w.]*\?{1,2}\s*$).*$", re.MULTILINE)
_MAGIC_VALUE = re.compile(r"=\s*(?:!|%\w)")
_FOREIGN_CELL = re.compile(r"\A\s*%%(?!time\b|timeit\b|capture\b|prun\b)\w")
# Python 2, and what newer Pythons than the site's read.
_OTHER_PYTHON = re.compile(
    r"^\s*(?:print|exec)\s+[^\s=(.\[,:]|^\s*print\s*>>|^\s*print\s+\(.*\)\s*[,%]"
    r"|\bexcept\s+[\w.]+\s*,\s*\w+|\braise\s+\w+\s*,|<>|`[^`]+`|\b0[0-7]+\b|\b\d+[lL]\b"
    r"|\b[uU][rR]['\"]|^\s*(?:async\s+)?(?:def|class)\s+\w+\s*\[|^\s*type\s+\w+.*=|\bt['\"]"
    r"|\bdef\s+\w+\(.*\(\w+,.*\).*\)\s*:",
    re.MULTILINE,
)
_NESTED_FSTRING = re.compile(r"\b[rRfF]{1,2}(['\"]).*\{.*\1.*\}", re.DOTALL)
# Something left out, or for the reader to fill in.
_ELISION = re.compile(r"\.\.\.|…|<[A-Za-z][\w .,-]*>|\{\{|\{%|\[\.\.")
_FRAGMENT = re.compile(r"\s*(?:elif|else|except|finally|case)\b")
_STRING = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|#[^\n]*")


class Fault(NamedTuple):
    """Where code doesn't parse, its line from 1, and why."""

    line: int
    reason: str


def python_fault(code: str) -> Fault | None:
    """Return where a listing isn't Python; None where it is, or isn't meant to be whole."""
    if _is_beyond_reading(code) or _PROMPT.search(code) or _FOREIGN_CELL.search(code):
        return None
    lines = _without_magics(textwrap.dedent(code))
    try:
        ast.parse(lines)
    except SyntaxError as error:
        return _fault_unless_meant(lines, error)
    except (ValueError, RecursionError, MemoryError):
        return None  # a NUL, or deeper than Python reads
    return None


def _is_beyond_reading(code: str) -> bool:
    if len(code) > MAX_CHARACTERS or max(map(len, code.split("\n"))) > MAX_LINE:
        return True
    return depth_of(code) > MAX_DEPTH


def depth_of(code: str) -> int:
    """Return how deep brackets stand within each other, those in texts included."""
    depth = deepest = 0
    for sign in re.findall(r"[()\[\]{}]", code):
        depth += 1 if sign in "([{" else -1
        deepest = max(deepest, depth)
    return deepest


def _without_magics(code: str) -> str:
    """Return code with IPython's own lines replaced, so that the others keep their numbers."""
    return _MAGIC.sub(r"\1pass", code)


def _fault_unless_meant(code: str, error: SyntaxError) -> Fault | None:
    line = min(max(error.lineno or 1, 1), code.count("\n") + 1)
    lines = code.split("\n")
    near = "\n".join(lines[max(line - 2, 0) : line + 1])
    bare = _STRING.sub("''", near)
    is_cut_short = error.msg.startswith("expected an indented block") and code.rstrip().endswith(
        ":"
    )
    is_meant = (
        is_cut_short
        or _MAGIC_VALUE.search(near)
        or _OTHER_PYTHON.search(bare if "`" not in bare else near)
        or _ELISION.search(bare)
        or _FRAGMENT.match(code)
        or (lines and lines[0].startswith((" ", "\t")))
        or error.msg.startswith("invalid escape sequence")
        or ("f-string" in error.msg or _NESTED_FSTRING.search(near))
    )
    return None if is_meant else Fault(line, error.msg)
