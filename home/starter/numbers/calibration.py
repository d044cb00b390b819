"""Computes the numbers of the post on pipelines: a churn model's probabilities, and some sums."""

import math
import random
from collections.abc import Sequence
from itertools import groupby
from statistics import fmean
from typing import NamedTuple

CUSTOMERS, LABELLED = 20_000, 5000
VOUCHER, SAVED = 5.0, 25.0
BINS = 10


class Scored(NamedTuple):
    """A customer: the model's log odds, and whether they left."""

    score: float
    has_left: bool


class Bin(NamedTuple):
    """Customers of like probability: what was predicted, what came, how many."""

    predicted: float
    observed: float
    count: int


def sigmoid(x: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-x))


def customers(draw: random.Random, count: int) -> list[Scored]:
    """Return customers whom an overconfident model has scored."""
    found = []
    for _ in range(count):
        odds = -1.7 + 1.2 * draw.gauss(0, 1)
        found.append(Scored(1.8 * odds + 1.6, draw.random() < sigmoid(odds)))
    return found


def fit_platt(labelled: Sequence[Scored], rounds: int = 25) -> tuple[float, float]:
    """Return slope and intercept of Platt's curve, by Newton's method."""
    slope, shift = 1.0, 0.0
    for _ in range(rounds):
        a = b = c = u = v = 0.0
        for score, has_left in labelled:
            chance = sigmoid(slope * score + shift)
            weight, miss = chance * (1 - chance), has_left - chance
            a, b, c = a + weight * score * score, b + weight * score, c + weight
            u, v = u + miss * score, v + miss
        determinant = a * c - b * b
        slope += (c * u - b * v) / determinant
        shift += (a * v - b * u) / determinant
    return slope, shift


def reliability(chances: Sequence[float], outcomes: Sequence[bool]) -> list[Bin]:
    """Return ten bins of equal width, without empty ones."""

    def place(pair: tuple[float, bool]) -> int:
        return min(int(pair[0] * BINS), BINS - 1)

    pairs = sorted(zip(chances, outcomes, strict=True), key=place)
    groups = [list(group) for _place, group in groupby(pairs, key=place)]
    return [Bin(fmean(p for p, _ in g), fmean(y for _, y in g), len(g)) for g in groups]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error."""
    total = sum(each.count for each in bins)
    return sum(each.count * abs(each.observed - each.predicted) for each in bins) / total


def campaign(chances: Sequence[float], outcomes: Sequence[bool]) -> tuple[int, float]:
    """Return vouchers sent where one is worth its price, and what the campaign earned."""
    sent = [y for p, y in zip(chances, outcomes, strict=True) if p * SAVED > VOUCHER]
    return len(sent), SAVED * sum(sent) - VOUCHER * len(sent)


def results(seed: int = 6) -> dict[str, tuple[list[Bin], int, float]]:
    """Return bins, vouchers and profit of the raw and the calibrated probabilities."""
    draw = random.Random(seed)
    slope, shift = fit_platt(customers(draw, LABELLED))
    held_out = customers(draw, CUSTOMERS)
    outcomes = [each.has_left for each in held_out]
    chances = {
        "raw": [sigmoid(each.score) for each in held_out],
        "calibrated": [sigmoid(slope * each.score + shift) for each in held_out],
    }
    return {
        name: (reliability(each, outcomes), *campaign(each, outcomes))
        for name, each in chances.items()
    }


def numbers() -> dict[str, float]:
    """Return what the post says, by name."""
    found: dict[str, float] = {
        "threshold": VOUCHER / SAVED,
        "retry": 1 - 0.98**90,
        "backfill": 90 * 12 / 60,
        "backfill_six": 90 * 12 / 60 / 6,
    }
    for name, (bins, sent, profit) in results().items():
        total = sum(each.count for each in bins)
        found |= {
            f"error_{name}": calibration_error(bins),
            f"mean_{name}": sum(each.count * each.predicted for each in bins) / total,
            f"top_predicted_{name}": bins[-1].predicted,
            f"top_observed_{name}": bins[-1].observed,
            f"top_count_{name}": bins[-1].count,
            f"sent_{name}": sent,
            f"profit_{name}": profit,
            "left": sum(each.count * each.observed for each in bins) / total,
        }
    return found | {"wasted": found["sent_raw"] - found["sent_calibrated"]}
