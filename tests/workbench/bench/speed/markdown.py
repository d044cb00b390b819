"""The report as Markdown."""

from collections.abc import Iterator, Sequence

from tests.workbench.bench.speed.figures import Figure, Section, Spread

HEAD = ("figure", "measured", "ratio", "to", "baseline to itself", "goal", "")
VERDICTS = {True: "met", False: "**missed**", None: ""}


def report(sections: Sequence[Section], *, about: Sequence[str]) -> str:
    """Return the whole report; `about` says where and how it was measured."""
    parts = ["# What it costs", "\n".join(about)]
    for section in sections:
        parts.append(f"## {section.title}")
        if section.figures:
            parts.append("\n".join(table([HEAD, *map(cells, section.figures)])))
        parts += [f"{note}" for note in section.notes]
    return "\n\n".join(parts) + "\n"


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, the first row being its head, padded to be read as they are."""
    widths = [max(3, *(len(row[place]) for row in rows)) for place in range(len(rows[0]))]
    for number, row in enumerate(rows):
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"| {' | '.join(padded)} |"
        if number == 0:
            yield f"|{'|'.join('-' * (width + 2) for width in widths)}|"


def cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        figure.shown,
        shown_spread(figure.ratio),
        figure.baseline,
        shown_spread(figure.noise),
        shown_goal(figure),
        VERDICTS[figure.is_met],
    )


def shown_spread(spread: Spread | None) -> str:
    """Return a ratio with its quartiles, such as 1.20 (1.15 to 1.31)."""
    if spread is None:
        return ""
    return f"{spread.middle:.2f} ({spread.low:.2f}–{spread.high:.2f})"


def shown_goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return f"{'≥' if figure.is_least else '≤'} {figure.goal:g}"


def milliseconds(seconds: Sequence[float]) -> str:
    """Return the median of some times."""
    from tests.workbench.bench.speed.figures import spread

    return f"{spread(seconds).middle * 1000:.2f} ms"
