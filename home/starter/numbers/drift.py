"""Simulates a delivery-price model in service, and the noise of the population stability index."""

import math
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import fmean

from home.starter.numbers.partitions import weighted_partitions
from home.starter.numbers.price_models import (
    DISTANCE_BINS,
    Trip,
    fit_line,
    fit_trees,
    quantile_edges,
)

BINS = 10
FLOOR = 1e-4
ALERT = 0.2
TRAINING_WEEKS, LIVE_WEEKS, TRIPS_A_WEEK = 12, 30, 2000
DRIFT_BEGINS, DRIFT_A_WEEK = 9, 0.03
LABELS_LATE = 4
NOISE_ROWS, FEW_ROWS = (200, 1000, 2000, 5000), 50
SEED, OTHER_SEEDS, FINER_BINS = 4, range(1, 13), 256
WORSE = 1.1


def bin_shares(values: Sequence[float], edges: Sequence[float]) -> list[float]:
    """Return each bin's share, at least `FLOOR`, so that its logarithm is finite."""
    counts = Counter(bisect_right(edges, value) for value in values)
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


@cache
def live_weeks(seed: int = SEED, bins: int = DISTANCE_BINS) -> tuple[list[Week], list[list[float]]]:
    """Return the simulated weeks in service, and each one's distances after the training's."""
    draw = random.Random(seed)
    training = draw_trips(draw, TRAINING_WEEKS * TRIPS_A_WEEK)
    trees, line = fit_trees(training, bins), fit_line(training)
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
    edges = quantile_edges(training, BINS)
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


def exact_noise(rows: int) -> dict[str, float]:
    """Return the same index's mean, 99th percentile and alarms for few rows, by enumeration."""
    even = [1 / BINS] * BINS
    found = sorted(
        (index_of(even, [max(count / rows, FLOOR) for count in counts]), chance, 0 in counts)
        for counts, chance in weighted_partitions(rows, BINS)
    )
    below, high = 0.0, 0.0
    for value, chance, _empty in found:
        below += chance
        if below >= 0.99:
            high = value
            break
    return {
        "mean": sum(value * chance for value, chance, _empty in found),
        "high": high,
        "alarms": sum(chance for value, chance, _empty in found if value > ALERT),
        "empty": sum(chance for _value, chance, is_empty in found if is_empty),
    }


@cache
def noise_table() -> dict[str, float]:
    """Return the table of the index of unchanged data, by name."""
    found = {f"noise_{name}_{FEW_ROWS}": value for name, value in exact_noise(FEW_ROWS).items()}
    for rows in NOISE_ROWS:
        values = noise(rows, runs=4000 if rows < 1000 else 1000)
        found |= {
            f"noise_mean_{rows}": fmean(values),
            f"noise_high_{rows}": values[len(values) * 99 // 100],
            f"noise_alarms_{rows}": fmean(value > ALERT for value in values),
        }
    return found | {f"noise_formula_{rows}": (BINS - 1) / rows for rows in (FEW_ROWS, *NOISE_ROWS)}


def launch_error(weeks: Sequence[Week]) -> float:
    """Return the trees' mean error before the drift begins."""
    return fmean(week.trees for week in weeks[: DRIFT_BEGINS - 1])


def failed_week(weeks: Sequence[Week]) -> int:
    """Return the week that ends the first two in a row whose error is 10% above launch."""
    limit = WORSE * launch_error(weeks)
    errors = [week.trees for week in weeks]
    return next(n for n, pair in enumerate(pairwise(errors), 2) if min(pair) > limit)


def drifted_week(weeks: Sequence[Week], limit: float = ALERT) -> int:
    """Return the first week whose index of trip distance exceeds a limit."""
    return next(n for n, week in enumerate(weeks, 1) if week.distance_index > limit)


def worse_by(weeks: Sequence[Week]) -> float:
    """Return how much greater the trees' error is over the last five weeks than at launch."""
    return fmean(week.trees for week in weeks[-5:]) / launch_error(weeks) - 1


@cache
def numbers() -> dict[str, float]:
    """Return what the post says, by name."""
    weeks, distances = live_weeks()
    drifted, failed = drifted_week(weeks), failed_week(weeks)
    launch_line = fmean(week.line for week in weeks[: DRIFT_BEGINS - 1])
    last_edge = quantile_edges(distances[0], DISTANCE_BINS)[-1]
    by_seed = [live_weeks(seed)[0] for seed in OTHER_SEEDS]
    found = {
        "first_week": drifted_week(weeks, 0.01),
        "launch_trees": launch_error(weeks),
        "launch_line": launch_line,
        "drift_week": drifted,
        "error_week": failed,
        "error_after": failed - drifted,
        "label_week": failed + LABELS_LATE,
        "head_start": failed + LABELS_LATE - drifted,
        "labels_late": LABELS_LATE,
        "seeds": len(by_seed),
        "earliest_drift": min(drifted_week(each) for each in by_seed),
        "latest_drift": max(drifted_week(each) for each in by_seed),
        "earliest_error": min(failed_week(each) for each in by_seed),
        "latest_error": max(failed_week(each) for each in by_seed),
        "last_index": weeks[-1].distance_index,
        "worse_trees": worse_by(weeks),
        "worse_finer": worse_by(live_weeks(bins=FINER_BINS)[0]),
        "bins": DISTANCE_BINS,
        "finer_bins": FINER_BINS,
        "last_edge": last_edge,
        "one_in": 1 / fmean(far >= last_edge for week in distances[-5:] for far in week),
    }
    # The reference has noise of its own, by which a chi-squared index grows as a whole.
    limit = noise_table()[f"noise_high_{TRIPS_A_WEEK}"] * (1 + 1 / TRAINING_WEEKS)
    stretched = stretched_index(1.1)
    return (
        found
        | noise_table()
        | {
            "limit": limit,
            "limit_week": drifted_week(weeks, limit),
            "stretched": stretched,
            "times_noise": stretched / limit,
        }
    )
