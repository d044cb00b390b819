"""What a trial reports, line by line, and whether what is promised holds."""

from dataclasses import dataclass
from statistics import quantiles

from tests.workbench.cluster.readers import Met


@dataclass
class Figure:
    """A line of the report, and whether what is promised holds."""

    what: str
    shown: str
    is_kept: bool = True

    def __str__(self) -> str:
        return f"{'pass' if self.is_kept else 'FAIL'}  {self.what}: {self.shown}"


def load_figure(what: str, met: Met, since: float = 0) -> Figure:
    """Return what readers met; nothing may fail of what was asked after a moment."""
    failed = len(met.failures)
    shown = f"{met.answers} answers, {failed} failed, the longest took {met.longest:.1f} s"
    if failed:
        shown += f" (such as {met.failures[0][1]})"
    return Figure(f"readers {what}", shown, not met.failed_since(since))


def middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def worst(values: list[float]) -> float:
    """Return the 99th percentile."""
    return quantiles(values, n=100, method="inclusive")[98] if len(values) > 1 else values[0]
