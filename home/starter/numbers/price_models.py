"""Fits the two models of the price simulation: boosted trees and a line."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple


class Trip(NamedTuple):
    """A trip: kilometres, items in the basket, whether at peak time, and what it cost."""

    distance: float
    items: int
    is_peak: bool
    cost: float


Model = Callable[[Trip], float]
Cell = tuple[int, int, int]
DISTANCE_BINS = 32
TREES, DEPTH, RATE = 150, 3, 0.1


def quantile_edges(reference: Sequence[float], bins: int) -> list[float]:
    """Return the inner edges of bins that hold equal shares of a reference."""
    ordered = sorted(reference)
    return [ordered[len(ordered) * n // bins] for n in range(1, bins)]


def fit_line(trips: Sequence[Trip]) -> Model:
    """Return the least-squares line in three features."""
    rows = [(1.0, trip.distance, float(trip.items), float(trip.is_peak)) for trip in trips]
    size = len(rows[0])
    matrix = [
        [sum(row[i] * row[j] for row in rows) for j in range(size)]
        + [sum(row[i] * trip.cost for row, trip in zip(rows, trips, strict=True))]
        for i in range(size)
    ]
    a, b, c, d = _solved(matrix)
    return lambda trip: a + b * trip.distance + c * trip.items + d * trip.is_peak


def _solved(matrix: list[list[float]]) -> list[float]:
    """Return the solution of linear equations by Gauss and Jordan; the last column is the right."""
    size = len(matrix)
    for i in range(size):
        matrix[i] = [value / matrix[i][i] for value in matrix[i]]
        for j in range(size):
            if j != i:
                factor = matrix[j][i]
                matrix[j] = [x - factor * y for x, y in zip(matrix[j], matrix[i], strict=True)]
    return [row[-1] for row in matrix]


def fit_trees(trips: Sequence[Trip], bins: int = DISTANCE_BINS) -> Model:
    """Return boosted regression trees that see the distance in bins of equal share.

    Squared loss needs no more of the rows than counts and sums of cells, so trees are grown on
    those.
    """
    edges = quantile_edges([trip.distance for trip in trips], bins)

    def cell_of(trip: Trip) -> Cell:
        return bisect_right(edges, trip.distance), trip.items, int(trip.is_peak)

    costs: dict[Cell, list[float]] = defaultdict(list)
    for trip in trips:
        costs[cell_of(trip)].append(trip.cost)
    counts = {cell: len(values) for cell, values in costs.items()}
    residuals = {cell: sum(values) / len(values) for cell, values in costs.items()}
    start = sum(trip.cost for trip in trips) / len(trips)
    fitted = dict.fromkeys(counts, start)
    residuals = {cell: mean - start for cell, mean in residuals.items()}
    for _ in range(TREES):
        for leaf, value in _leaves(list(counts), counts, residuals, DEPTH):
            for cell in leaf:
                fitted[cell] += RATE * value
                residuals[cell] -= RATE * value
    return lambda trip: fitted.get(cell_of(trip), start)


def _leaves(
    cells: list[Cell], counts: dict[Cell, int], residuals: dict[Cell, float], depth: int
) -> list[tuple[list[Cell], float]]:
    """Return a tree's leaves: their cells and mean residual."""
    weight = sum(counts[cell] for cell in cells)
    total = sum(counts[cell] * residuals[cell] for cell in cells)
    split = _best_split(cells, counts, residuals) if depth else None
    if split is None:
        return [(cells, total / weight)]
    axis, place = split
    sides = [c for c in cells if c[axis] < place], [c for c in cells if c[axis] >= place]
    return [leaf for side in sides for leaf in _leaves(side, counts, residuals, depth - 1)]


def _best_split(
    cells: list[Cell], counts: dict[Cell, int], residuals: dict[Cell, float]
) -> tuple[int, int] | None:
    """Return the axis and place that part the residuals best; None for a single cell."""
    best, best_gain = None, -1.0
    for axis in range(3):
        weights: dict[int, float] = defaultdict(float)
        sums: dict[int, float] = defaultdict(float)
        for cell in cells:
            weights[cell[axis]] += counts[cell]
            sums[cell[axis]] += counts[cell] * residuals[cell]
        weight, total = sum(weights.values()), sum(sums.values())
        left_weight = left_total = 0.0
        for place, following in pairwise(sorted(weights)):
            left_weight, left_total = left_weight + weights[place], left_total + sums[place]
            right = total - left_total
            gain = left_total**2 / left_weight + right**2 / (weight - left_weight)
            if gain > best_gain:
                best, best_gain = (axis, following), gain
    return best
