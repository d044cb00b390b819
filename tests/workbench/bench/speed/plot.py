"""Lines of figures as an SVG picture, both axes logarithmic."""

import math
from collections.abc import Iterator, Mapping, Sequence

from django.utils.html import escape

from tests.workbench.bench.speed.figures import Section

Points = Sequence[tuple[float, float]]
WIDTH, HEIGHT = 720, 360
LEFT, TOP, RIGHT, BOTTOM = 60, 40, 190, 40
COLOURS = (
    "#0b6e99", "#d9730d", "#0f7b6c", "#ad1a72", "#6940a5", "#64473a", "#e03e3e", "#2f8f2f",
    "#b08800", "#37352f", "#4d7ea8", "#9b9a97", "#ff6f61", "#008080",
)  # fmt: skip
STYLE = "text{font:12px system-ui,sans-serif;fill:#333}.title{font-size:15px;font-weight:600}"


def plot(sections: Sequence[Section]) -> str:
    """Return a picture of every section that has lines, one below the other."""
    drawn = [section for section in sections if any(section.lines.values())]
    height = HEIGHT * max(1, len(drawn))
    charts = (
        f'<g transform="translate(0 {HEIGHT * place})">{chart(section)}</g>'
        for place, section in enumerate(drawn)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}"><style>{STYLE}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(charts)}</svg>\n'
    )


def chart(section: Section) -> str:
    points = [point for line in section.lines.values() for point in line]
    across = Scale([x for x, _y in points], LEFT, WIDTH - RIGHT)
    up = Scale([y for _x, y in points], HEIGHT - BOTTOM, TOP)
    parts = [f'<text class="title" x="{LEFT}" y="20">{escape(section.title)}</text>']
    parts += axes(across, up, section.axes)
    parts += drawn_lines(section.lines, across, up)
    return "".join(parts)


class Scale:
    """Where a value stands between two edges, by its logarithm."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.low, self.high = min(values), max(max(values), min(values) * 2)
        self.start, self.end = start, end

    def place(self, value: float) -> float:
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def marks(self) -> list[float]:
        """Return round numbers (1, 2, 5, 10 …) within, as many as tell something."""
        first = math.floor(math.log10(self.low))
        powers = range(first, math.ceil(math.log10(self.high)) + 1)
        numbers = [step * 10.0**power for power in powers for step in (1, 2, 5)]
        return [number for number in numbers if self.low <= number <= self.high]


def axes(across: Scale, up: Scale, names: tuple[str, str]) -> Iterator[str]:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    for mark in up.marks():
        y = up.place(mark)
        yield f'<path d="M{LEFT} {y}H{right}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{mark:g}</text>'
    for mark in across.marks():
        x = across.place(mark)
        yield f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{mark:,g}</text>'
    yield f'<path d="M{LEFT} {TOP}V{bottom}H{right}" stroke="#333" fill="none"/>'
    yield f'<text x="{right}" y="{bottom + 34}" text-anchor="end">{escape(names[0])}</text>'
    yield f'<text x="{LEFT}" y="{TOP - 6}">{escape(names[1])}</text>'


def drawn_lines(lines: Mapping[str, Points], across: Scale, up: Scale) -> Iterator[str]:
    """Yield each line and its name at the right, the names as the lines end."""
    by_end = sorted(lines.items(), key=lambda entry: -entry[1][-1][1])
    step = min(22, (HEIGHT - TOP - BOTTOM) / max(1, len(by_end)))
    for number, (name, points) in enumerate(by_end):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{across.place(x)},{up.place(y)}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        y = TOP + step * (number + 0.7)
        label = f"{name} ×{points[-1][1]:.2f}"
        place = f'x="{WIDTH - RIGHT + 12}" y="{y:.0f}" style="fill:{colour}"'
        yield f"<text {place}>{escape(label)}</text>"
