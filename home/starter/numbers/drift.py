"""Simulates a delivery-price model in service, and the noise of the population stability index."""

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from home.starter.numbers.price_models import Trip, fit_line, fit_trees

BINS = 10
FLOOR = 1e-4
ALERT = 0.2
TRAINING_WEEKS, LIVE_WEEKS, TRIPS_A_WEEK = 12, 30, 2000
DRIFT_BEGINS, DRIFT_A_WEEK = 9, 0.03
LABELS_LATE = 4
NOISE_ROWS = (50, 200, 1000, 2000, 5000)


def quantile_edges(reference: Sequence[float], bins: int = BINS) -> list[float]:
    """Return the inner edges of bins that hold equal shares of a reference."""
    ordered = sorted(reference)
    return [ordered[len(ordered) * n // bins] for n in range(1, bins)]


def bin_shares(values: Sequence[float], edges: Sequence[float]) -> list[float]:
    """Return each bin's share, at least `FLOOR`, so that its logarithm is finite."""
    counts = Counter(sum(value >= edge for edge in edges) for value in values)
    return [max(counts[n] / len(values), FLOOR) for n in range(len(edges) + 1)]


def index_of(reference: Sequence[float], current: Sequence[float]) -> float:
    """Return the population stability index of two lists of shares."""
    return sum((q - p) * math.log(q / p) for p, q in zip(reference, current, strict=True))


def draw_trips(draw: random.Random, count: int, *, farther: float = 1.0) -> list[Trip]:
    """Return trips and what they cost; `farther` stretches their distances."""
    trips = []
    for _ in range(count):
        distance = farther * draw.lognormvariate(1.0, 0.5)
        items, is_peak = draw.randint(1, 6), draw.random() < 0.3
        cost = 2.4 + 0.55 * distance + 0.12 * items + is_peak * (0.3 + 0.9 * (items > 4))
        trips.append(Trip(distance, items, is_peak, cost + draw.gauss(0, 0.5)))
    return trips


@dataclass(frozen=True)
class Week:
    """A live week: both features' index, and both models' mean absolute error."""

    distance_index: float
    items_index: float
    trees: float
    line: float


def live_weeks(seed: int = 4) -> tuple[list[Week], list[list[float]]]:
    """Return the simulated weeks in service, and each one's distances for the cover."""
    draw = random.Random(seed)
    training = draw_trips(draw, TRAINING_WEEKS * TRIPS_A_WEEK)
    trees, line = fit_trees(training), fit_line(training)
    features: list[Callable[[Trip], float]] = [lambda trip: trip.distance, lambda trip: trip.items]
    edges = [quantile_edges([feature(t) for t in training], bins) for feature, bins in
             zip(features, (BINS, 6), strict=True)]  # fmt: skip
    references = [
        bin_shares([feature(trip) for trip in training], edge)
        for feature, edge in zip(features, edges, strict=True)
    ]
    weeks, distances = [], [[trip.distance for trip in training]]
    for number in range(1, LIVE_WEEKS + 1):
        farther = 1 + DRIFT_A_WEEK * max(0, number + 1 - DRIFT_BEGINS)
        trips = draw_trips(draw, TRIPS_A_WEEK, farther=farther)
        far, items = (
            index_of(reference, bin_shares([feature(trip) for trip in trips], edge))
            for feature, edge, reference in zip(features, edges, references, strict=True)
        )
        errors = [fmean(abs(model(trip) - trip.cost) for trip in trips) for model in (trees, line)]
        weeks.append(Week(far, items, *errors))
        distances.append([trip.distance for trip in trips])
    return weeks, distances


def stretched_index(stretch: float, seed: int = 1) -> float:
    """Return what the post's listing prints for distances stretched so far."""
    draw = random.Random(seed)

    def drawn(count: int, farther: float = 1.0) -> list[float]:
        return [farther * draw.lognormvariate(1.0, 0.5) for _ in range(count)]

    training = drawn(TRAINING_WEEKS * TRIPS_A_WEEK)
    edges = quantile_edges(training)
    drawn(TRIPS_A_WEEK)  # the listing begins with a week that is not stretched
    week = drawn(TRIPS_A_WEEK, stretch)
    return index_of(bin_shares(training, edges), bin_shares(week, edges))


def noise(rows: int, *, runs: int, seed: int = 5) -> list[float]:
    """Return sorted indices of samples that did not change, against a reference without noise."""
    draw, even = random.Random(seed), [1 / BINS] * BINS
    found = []
    for _ in range(runs):
        counts = Counter(draw.choices(range(BINS), k=rows))
        found.append(index_of(even, [max(counts[n] / rows, FLOOR) for n in range(BINS)]))
    return sorted(found)


def numbers() -> dict[str, float]:
    """Return what the post says, by name."""
    weeks, _distances = live_weeks()
    launch = fmean(week.trees for week in weeks[: DRIFT_BEGINS - 1])
    launch_line = fmean(week.line for week in weeks[: DRIFT_BEGINS - 1])
    drifted = next(n for n, week in enumerate(weeks, 1) if week.distance_index > ALERT)
    failed = next(n for n, week in enumerate(weeks, 1) if week.trees > 1.1 * launch)
    last_trees, last_line = fmean(w.trees for w in weeks[-5:]), fmean(w.line for w in weeks[-5:])
    found = {
        "first_week": next(n for n, week in enumerate(weeks, 1) if week.distance_index > 0.01),
        "launch_trees": launch,
        "launch_line": launch_line,
        "drift_week": drifted,
        "error_week": failed,
        "label_week": failed + LABELS_LATE,
        "head_start": failed + LABELS_LATE - drifted,
        "last_index": weeks[-1].distance_index,
        "worse_trees": last_trees / launch - 1,
        "better_line": 1 - last_line / launch_line,
    }
    for rows in NOISE_ROWS:
        values = noise(rows, runs=4000 if rows < 1000 else 1000)
        found |= {
            f"noise_formula_{rows}": (BINS - 1) / rows,
            f"noise_mean_{rows}": fmean(values),
            f"noise_high_{rows}": values[len(values) * 99 // 100],
            f"noise_alarms_{rows}": fmean(value > ALERT for value in values),
        }
    stretched = stretched_index(1.1)
    times = stretched / found[f"noise_high_{TRIPS_A_WEEK}"]
    return found | {"stretched": stretched, "times_noise": times}
