"""Writes figures as SVG, in the site's colours.

Browsers tell a picture which scheme the page around it has, also one chosen by its reader.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

_STYLE = """<style>
svg { --paper: #fbf9f4; --ink: #1d1b17; --quiet: #5c5751; --rule: #d8d4cc; --warm: #b2361e;
  --cool: #225a93; font: 17px system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { svg { --paper: #1a1613; --ink: #e2ddd4; --quiet: #afaaa1;
  --rule: #423c37; --warm: #f08a66; --cool: #8bb9e9; } }
.paper { fill: var(--paper); } text { fill: var(--ink);
  stroke: var(--paper); stroke-width: 4px; paint-order: stroke; } .quiet { fill: var(--quiet); }
.rule { stroke: var(--rule); } .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.warm { --own: var(--warm); } .cool { --own: var(--cool); } .ink { --own: var(--ink); }
.line, .dashed { stroke: var(--own); } .dashed { stroke-dasharray: 5 4; }
.area, .named { fill: var(--own); } .box { fill: none; stroke: var(--own); stroke-width: 1.5; }
.end { text-anchor: end; } .middle { text-anchor: middle; } .strong { font-weight: 600; }
</style>"""


def drawing(width: int, height: int, parts: Iterable[str]) -> str:
    """Return an SVG document of these parts on its own ground."""
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">\n{_STYLE}\n'
        f'<rect class="paper" width="{width}" height="{height}"/>\n{body}\n</svg>\n'
    )


def text(x: float, y: float, words: str, classes: str = "") -> str:
    """Return a line of text; its classes colour and place it."""
    named = f' class="{classes}"' if classes else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{named}>{escape(words)}</text>'


def bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    """Return a filled bar."""
    return (
        f'<rect class="area {colour}" x="{x:.1f}" y="{y:.1f}" '
        f'width="{width:.1f}" height="{height:.1f}"/>'
    )


def box(x: float, y: float, width: float, height: float, colour: str) -> str:
    """Return a frame with round corners."""
    return (
        f'<rect class="box {colour}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" rx="4"/>'
    )


def segment(x1: float, y1: float, x2: float, y2: float, classes: str) -> str:
    """Return a straight line."""
    return f'<path class="{classes}" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"/>'


def dot(x: float, y: float, colour: str) -> str:
    """Return a point of a chart."""
    return f'<circle class="area {colour}" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'


@dataclass(frozen=True)
class Panel:
    """A chart's ground: where it lies on the drawing, and what its axes reach."""

    left: float
    top: float
    width: float
    height: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def x(self, value: float) -> float:
        """Return where a value lies from the left."""
        low, high = self.x_range
        return self.left + self.width * (value - low) / (high - low)

    def y(self, value: float) -> float:
        """Return where a value lies from the top."""
        low, high = self.y_range
        return self.top + self.height * (1 - (value - low) / (high - low))

    def height_axis(self, ticks: Iterable[float], write: Callable[[float], str]) -> list[str]:
        """Return a rule and a number at each tick of the height."""
        right, parts = self.left + self.width, []
        for tick in ticks:
            parts.append(segment(self.left, self.y(tick), right, self.y(tick), "rule"))
            parts.append(text(self.left - 8, self.y(tick) + 5, write(tick), "quiet end"))
        return parts

    def width_axis(self, ticks: Iterable[float], write: Callable[[float], str]) -> list[str]:
        """Return a number below each tick of the width."""
        below = self.top + self.height + 20
        return [text(self.x(tick), below, write(tick), "quiet middle") for tick in ticks]

    def line(self, points: Iterable[tuple[float, float]], colour: str) -> str:
        """Return a line through points."""
        path = "L".join(f"{self.x(x):.1f} {self.y(y):.1f}" for x, y in points)
        return f'<path class="line {colour}" d="M{path}"/>'
