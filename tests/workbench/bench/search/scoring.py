"""Ranks and times to figures."""

from collections.abc import Collection, Sequence
from math import ceil

# A rank past the tenth counts as not found.
CUT_OFF = 10


def rank(found: Sequence[int], accepted: Collection[int]) -> int | None:
    """Return the place, from 1, of the first accepted key among the first ten; None without."""
    for place, key in enumerate(found[:CUT_OFF], start=1):
        if key in accepted:
            return place
    return None


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """Return the mean of 1/rank, where what was not found counts 0."""
    return sum(1 / place for place in ranks if place) / len(ranks)


def share_found(ranks: Sequence[int | None]) -> float:
    return sum(place is not None for place in ranks) / len(ranks)


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the smallest value that at least `percent` of the values do not exceed."""
    return sorted(values)[ceil(len(values) * percent / 100) - 1]
