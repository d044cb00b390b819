"""Draws the cover of the post on production: how the distances of the simulation drift away.

`posts/images/production-cover.png` is this drawing, photographed by a browser at its own size.
"""

from collections import Counter
from collections.abc import Sequence

from home.starter.numbers import drift

WIDTH, HEIGHT = 1600, 900
WEEKS = (0, 1, 4, 7, 10, 13, 16, 19, 22, 25, 30)
_FARTHEST, _STEP, _BANDWIDTH = 14.0, 0.1, 6


def draw_cover() -> str:
    """Return the drawing as SVG; the training data, week 0, is its grey curve."""
    _weeks, distances = drift.live_weeks()
    parts = []
    for row, week in enumerate(WEEKS):
        base = 270 + row * 56
        heights = _density(distances[week])
        points = " ".join(
            f"{WIDTH * n / (len(heights) - 1):.0f},{base - 500 * height:.0f}"
            for n, height in enumerate(heights)
        )
        colour = "#8d8678" if week == 0 else _mixed("#225a93", "#b2361e", week / WEEKS[-1])
        parts.append(
            f'<polygon points="0,{base} {points} {WIDTH},{base}" fill="#fbf9f4" '
            f'stroke="{colour}" stroke-width="4" stroke-linejoin="round"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">\n<rect width="{WIDTH}" height="{HEIGHT}" '
        f'fill="#fbf9f4"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _density(distances: Sequence[float]) -> list[float]:
    """Return a smoothed histogram: the share of trips per kilometre, from 0 to the farthest."""
    counts = Counter(int(distance / _STEP) for distance in distances)
    size = round(_FARTHEST / _STEP)
    kernel = {n: _BANDWIDTH + 1 - abs(n) for n in range(-_BANDWIDTH, _BANDWIDTH + 1)}
    weight = sum(kernel.values()) * len(distances) * _STEP
    return [sum(counts[n + k] * part for k, part in kernel.items()) / weight for n in range(size)]


def _mixed(first: str, second: str, share: float) -> str:
    """Return a colour between two of the form `#rrggbb`."""
    pairs = zip(bytes.fromhex(first[1:]), bytes.fromhex(second[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
