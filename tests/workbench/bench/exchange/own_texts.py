"""Writes texts of our own: formulas, footnotes, tables and boxes in the spelling of a dialect."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.workbench.bench.exchange.formulas import DISPLAY, INLINE

Wrapper = Callable[[str], str]


@dataclass(frozen=True)
class Spelling:
    """How a dialect's authors write a formula, and what else only they write."""

    inline: tuple[Wrapper, ...]
    display: tuple[Wrapper, ...]
    extras: tuple[str, ...] = ()


def escaped(tex: str) -> str:
    """Return TeX for Markdown that knows no formulas: it takes a backslash before a sign away."""
    return re.sub(r"\\([^\w\s])", r"\\\\\1", tex)


def texts(spelling: Spelling, *, count: int) -> Iterator[str]:
    """Yield texts, each with eight inline formulas, three displayed ones and two footnotes."""
    for number in range(count):
        yield "\n\n".join(_parts(spelling, number))


def _parts(spelling: Spelling, number: int) -> Iterator[str]:
    def inline(place: int) -> str:
        tex = INLINE[(number * 7 + place) % len(INLINE)]
        return spelling.inline[(number + place) % len(spelling.inline)](tex)

    def display(place: int) -> str:
        tex = DISPLAY[(number * 3 + place) % len(DISPLAY)]
        return spelling.display[(number + place) % len(spelling.display)](tex)

    yield f"Text {number} measures {inline(0)} and {inline(1)}, at $5 and $6 a run.[^first]"
    yield f"## What {number} states"
    yield f"Before the formula stands {inline(2)}; then *emphasis* and {inline(3)}:"
    yield display(0)
    yield (
        f"1. An item of {inline(4)}\n2. another, with `code_{number} * 2`\n"
        f"3. and **bold {inline(5)}**"
    )
    yield display(1)
    yield f"### Rows of {number}\n\n{_table(spelling, number)}"
    if spelling.extras:
        yield spelling.extras[number % len(spelling.extras)].replace("NUMBER", str(number))
    yield (
        f"```python\ndef step_{number}(x):\n    # $not$ math, \\(nor\\) this\n"
        f"    return x ** {number}\n```"
    )
    yield f"> A quotation with {inline(6)}\n>\n> and a second paragraph ({inline(7)})[^second]."
    yield display(2)
    yield f"[^first]: The first note of {number}, with `code`.\n[^second]: The second of {number}."


def _table(spelling: Spelling, number: int) -> str:
    # A bar would end the cell.
    tex = [INLINE[(number + place) % len(INLINE)] for place in (9, 14, 20)]
    safe = [each.replace(r"\|", r"\Vert ").replace("|", r"\vert ") for each in tex]
    cells = [spelling.inline[number % len(spelling.inline)](each) for each in safe]
    rows = [f"| row {number}-{place} | {cell} |" for place, cell in enumerate(cells)]
    return "\n".join(["| name | formula |", "|---|:-:|", *rows])
