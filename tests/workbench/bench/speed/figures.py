"""What was measured: medians with their spread, and ratios to a baseline of the same run."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass(frozen=True)
class Spread:
    """A median between the lower and the upper quartile."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Figure:
    """One line of the report.

    `ratio` is to `baseline`, `noise` that of the baseline to itself; `goal` bounds the ratio, or
    `value` where `is_absolute`, from below where `is_least`. Units are part of `shown`.
    """

    name: str
    shown: str
    value: float | None = None
    ratio: Spread | None = None
    baseline: str = ""
    noise: Spread | None = None
    goal: float | None = None
    is_least: bool = False
    is_absolute: bool = False

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None where there is none or nothing was measured."""
        middle = self.ratio.middle if self.ratio else None
        measured = self.value if self.is_absolute else middle
        if self.goal is None or measured is None:
            return None
        return measured >= self.goal if self.is_least else measured <= self.goal


@dataclass
class Section:
    """One part of the report: a table of figures and what must be said of them.

    `lines` are what is drawn: by name, points of x and y.
    """

    title: str
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    axes: tuple[str, str] = ("", "")


def spread(values: Sequence[float]) -> Spread:
    """Return median and quartiles of one value or more."""
    if len(values) == 1:
        return Spread(values[0], values[0], values[0])
    low, _middle, high = quantiles(values, n=4, method="inclusive")
    return Spread(low, median(values), high)


def ratio(values: Sequence[float], baseline: Sequence[float]) -> Spread:
    """Return the ratios of what was measured in turn with its baseline, round by round.

    The machine may slow down from one round to the next; a round's own two suffer alike.
    """
    pairs = zip(values, baseline, strict=True)
    return spread([value / base for value, base in pairs if base])
