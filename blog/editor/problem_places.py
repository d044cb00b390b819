"""Says where a problem stands in a body: its block's place, and its line."""

from collections.abc import Sequence

from wagtail.blocks import StreamValue

from blog.document.document import Problem

_TYPED_AROUND = {"note": ("[^", "]"), "uncited": ("[^", "]"), "source": ("@", "")}


def places_of_blocks(body: StreamValue) -> dict[str, int]:
    """Return the place of each block in the body, from 0, by its id."""
    return {str(child.id): place for place, child in enumerate(body)}


def line_of(problem: Problem, body: StreamValue, place: int | None) -> int:
    """Return the line of a problem in its block, from 1; 0 where it has none.

    Of what the Document knows it is the first one of a Markdown block that holds its detail.
    """
    if line := getattr(problem, "line", 0):
        return line
    if place is None or not isinstance(text := body[place].value, str):
        return 0
    return lines_holding(text, [typed_text(problem)])[0] or 0


def lines_holding(text: str, needles: Sequence[str]) -> list[int | None]:
    """Return the first line of a text that holds each needle's first line; None for none."""
    places = [text.find(needle) if needle else -1 for needle in map(_first_line, needles)]
    return [text.count("\n", 0, place) + 1 if place >= 0 else None for place in places]


def typed_text(problem: Problem) -> str:
    """Return what of a problem stands in the source as it was typed."""
    if problem.kind == "secret":
        return problem.detail.rstrip("…")
    before, after = _TYPED_AROUND.get(problem.kind, ("", ""))
    return f"{before}{problem.detail}{after}"


def _first_line(needle: str) -> str:
    return next((line.strip() for line in needle.splitlines() if line.strip()), "")
