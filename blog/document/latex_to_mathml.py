"""Converts LaTeX to MathML, on the server, for all formulas of a post at once.

math-core converts them together, so that equations are numbered in reading order and may be
referred to before they stand. What it puts into `style` becomes classes, since the site's
policy allows no inline styles.
"""

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape

from django.utils.html import format_html
from math_core import LatexToMathML

from blog.document.labels import label_id
from blog.document.latex import Refused, prepare
from blog.html.mathml import styled_by_class

# The parser recurses, and a Rust stack that overflows takes the process along. Nesting is
# bounded in blog.document.latex; 100 expansions of that depth stay far below this stack.
STACK_BYTES = 64 * 1024 * 1024
MAX_EXPANSIONS = 100
# Ids of ours, which no label can hold: replaced by those that the document gives.
_PREFIX = "equation--"

_ERROR = re.compile(r'class="math-core-error" title="(?:\d+: )?([^"]*)"')
_NUMBER = re.compile(rf'\sid="{_PREFIX}([^"]*)"[^<>]*>(?:<mtext>)?\(([^<>()]*)\)')
_ID = re.compile(rf'\s(id|href)="(#?){_PREFIX}([^"]*)"')

_stack_size = threading.Lock()


@dataclass(frozen=True)
class Formula:
    """A formula in LaTeX; a display formula with a label is numbered."""

    latex: str
    is_display: bool = False
    label: str = ""


@dataclass(frozen=True)
class Converted:
    """A formula as safe MathML, or as code with the parser's message.

    `labels` are those of the formula and within it, each with the number it refers to.
    """

    html: str
    error: str = ""
    labels: dict[str, str] = field(default_factory=dict)


def convert_formulas(
    formulas: Sequence[Formula], give_id: Callable[[str], str] = label_id
) -> list[Converted]:
    """Return the formulas of one text converted, in reading order; a bad one spoils no other.

    `give_id` returns the id for a label. Of two formulas with one label the first has the id.
    """
    if not formulas:
        return []
    prepared = [
        prepare(each.latex, is_display=each.is_display, label=each.label) for each in formulas
    ]
    # What was refused keeps its place among the others, and gives nothing.
    sources = ["" if isinstance(each, Refused) else each for each in prepared]
    results = _run_converter(
        [(each, formula.is_display) for each, formula in zip(sources, formulas, strict=True)]
    )
    ids: dict[str, str] = {}
    for result in results:
        for label, _number in _NUMBER.findall(result):
            ids[label] = ids.get(label) or give_id(label)
    placed: set[str] = set()
    return [
        _shown_as_code(formula, error)
        if (error := _error_of(source, result))
        else _with_ids(result, ids, placed)
        for formula, source, result in zip(formulas, prepared, results, strict=True)
    ]


def _error_of(source: str | Refused, result: str) -> str:
    """Return why a formula was refused or did not convert; nothing where it did."""
    if isinstance(source, Refused):
        return str(source)
    match = _ERROR.search(result)
    return unescape(match[1]) if match else ""


def _with_ids(result: str, ids: dict[str, str], placed: set[str]) -> Converted:
    """Return MathML whose labels have their ids, each once in a page."""

    def place(match: re.Match[str]) -> str:
        name, sign, label = match.groups()
        if name == "id" and label in placed:
            return ""
        if name == "id":
            placed.add(label)
        return f' {name}="{sign}{ids.get(label, "")}"'

    html = _ID.sub(place, result)
    return Converted(html=styled_by_class(html), labels=dict(_NUMBER.findall(result)))


def _shown_as_code(formula: Formula, message: str) -> Converted:
    sign = "$$" if formula.is_display else "$"
    html = format_html(
        '<code class="formula-error" title="{}">{}{}{}</code>', message, sign, formula.latex, sign
    )
    return Converted(html=html, error=message)


def _run_converter(snippets: list[tuple[str, bool]]) -> list[str]:
    """Run math-core in a thread whose stack the deepest formula cannot exhaust."""
    results: list[str] = []
    worker = threading.Thread(target=lambda: results.extend(_CONVERTER.convert_all(snippets)))
    with _stack_size:
        before = threading.stack_size(STACK_BYTES)
        try:
            worker.start()
        finally:
            threading.stack_size(before)
    worker.join()
    return results


_CONVERTER = LatexToMathML(
    continue_on_error=True,
    fancy_error=False,
    # \widetilde; the font's tilde stretches in Chromium, Firefox and Safari alike.
    allow_unreliable_rendering=True,
    max_expansions=MAX_EXPANSIONS,
    id_prefix=_PREFIX,
)
