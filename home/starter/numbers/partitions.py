"""Enumerates how rows can fall into bins of equal share."""

from collections import Counter
from collections.abc import Iterator
from math import exp, lgamma, log


def weighted_partitions(rows: int, bins: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Yield each descending list of counts, and the chance that rows fall so in any order."""
    factorials = [lgamma(n + 1) for n in range(max(rows, bins) + 1)]
    for counts in _partitions(rows, bins, rows):
        weight = factorials[rows] - sum(factorials[count] for count in counts)
        orders = factorials[bins] - sum(factorials[n] for n in Counter(counts).values())
        yield counts, exp(weight + orders - rows * log(bins))


def _partitions(rows: int, bins: int, largest: int) -> Iterator[tuple[int, ...]]:
    """Yield the descending lists of so many counts, none above the largest, that add up to rows."""
    if bins == 0:
        if rows == 0:
            yield ()
        return
    for count in range(min(rows, largest), -1, -1):
        if count * bins < rows:
            break
        for rest in _partitions(rows - count, bins - 1, count):
            yield count, *rest
