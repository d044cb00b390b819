"""Computes the numbers of the guide to language models: sampling, evaluation, agents, prices."""

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from statistics import NormalDist

# Logits of the next token after "The meeting was moved to", made up; all others have logit 0.
FAVOURITES = {"Monday": 12.0, "Tuesday": 10.6, "Friday": 10.1, "next": 9.7, "10": 9.0}
TAIL = 50_000
TEMPERATURES = (0.7, 1.0, 1.5)
SIZES = (50, 200, 1000)
LEVEL = 0.05
FOUND = 0.7  # of the questions, for which a search has the right passage

_Z = NormalDist().inv_cdf(1 - LEVEL / 2)


def shares(temperature: float) -> list[float]:
    """Return the probability of each favourite and, last, of all other tokens together."""
    logits = FAVOURITES.values()
    if temperature == 0:
        best = max(logits)
        return [float(logit == best) for logit in logits] + [0.0]
    weights = [math.exp(logit / temperature) for logit in logits] + [float(TAIL)]
    return [weight / sum(weights) for weight in weights]


def wilson(correct: int, cases: int) -> tuple[float, float]:
    """Return Wilson's 95% interval of a rate."""
    rate, square = correct / cases, _Z**2 / cases
    middle = rate + square / 2
    half = _Z * math.sqrt(rate * (1 - rate) / cases + square / (4 * cases))
    return (middle - half) / (1 + square), (middle + half) / (1 + square)


def binomial(trials: int, chance: float) -> list[float]:
    """Return the probability of each number of successes."""
    ways = [math.lgamma(n + 1) + math.lgamma(trials - n + 1) for n in range(trials + 1)]
    return [
        math.exp(ways[0] - way + n * math.log(chance) + (trials - n) * math.log(1 - chance))
        for n, way in enumerate(ways)
    ]


def likely(trials: int, chance: float) -> list[tuple[int, float]]:
    """Return the numbers of successes that occur once in a billion times or more."""
    return [(n, share) for n, share in enumerate(binomial(trials, chance)) if share > 1e-9]


def power_apart(low: float, high: float, cases: int) -> float:
    """Return the chance that a z test at 5% sees the better of two rates, each on own cases."""
    return sum(
        p * q
        for worse, p in likely(cases, low)
        for better, q in likely(cases, high)
        if better - worse > _Z * math.sqrt((worse + better) * (1 - (worse + better) / (2 * cases)))
    )


def power_paired(worse: float, better: float, cases: int) -> float:
    """Return the same chance for two systems on the same cases, by the exact McNemar test.

    `worse` and `better` are the shares of cases that only the old and only the new one solves.
    """
    share = better / (worse + better)
    return sum(p * _rejections(count, share) for count, p in likely(cases, worse + better))


@cache
def _rejections(differing: int, share: float) -> float:
    """Return the chance that so many differing cases show the new system to be better.

    `share` is how many of them it is expected to win; the test compares this with half.
    """
    tail = chance = 0.0
    even, won = binomial(differing, 0.5), binomial(differing, share)
    for wins in range(differing, differing // 2, -1):
        tail += even[wins]
        if 2 * tail > LEVEL:
            break
        chance += won[wins]
    return chance


def cases_for(power: Callable[[int], float], chance: float = 0.8) -> int:
    """Return how many cases a chance asks for."""
    return bisect_left(range(5000), chance, lo=50, key=power)


def agent_input(steps: int, *, fixed: int = 3000, added: int = 800) -> int:
    """Return the input tokens of an agent's run: each step sends all before it again."""
    return steps * fixed + added * steps * (steps - 1) // 2


def agent_new_input(steps: int, *, fixed: int = 3000, added: int = 800) -> int:
    """Return those of them that no step before has sent."""
    return fixed + added * (steps - 1)


def agent_price(steps: int, *, cached: float) -> float:
    """Return the dollars of a run's input at $3 per million, repeats at a share of that."""
    new = agent_new_input(steps)
    return (new + cached * (agent_input(steps) - new)) * 3 / 1e6


def daily_price(output: int, *, requests: int = 40_000, tokens: int = 2200) -> float:
    """Return dollars a day at $3 per million tokens in and $15 out."""
    return requests * (tokens * 3 + output * 15) / 1e6


def numbers() -> dict[str, float]:
    """Return what the guide says, by name."""
    found = {
        f"share_{10 * temperature:.0f}_{n}": share
        for temperature in TEMPERATURES
        for n, share in enumerate(shares(temperature))
    }
    for cases in SIZES:
        low, high = wilson(round(0.9 * cases), cases)
        found |= {
            f"low_{cases}": low,
            f"high_{cases}": high,
            f"apart_{cases}": power_apart(0.90, 0.93, cases),
            f"paired_{cases}": power_paired(0.02, 0.05, cases),
        }
    for steps in (20, 40):
        found |= {
            f"tokens_{steps}": agent_input(steps),
            f"new_{steps}": agent_new_input(steps),
            f"full_{steps}": agent_price(steps, cached=1),
            f"cached_{steps}": agent_price(steps, cached=0.1),
        }
    return found | {
        "vocabulary": TAIL + len(FAVOURITES),
        "need_apart": cases_for(lambda cases: power_apart(0.90, 0.93, cases)),
        "need_paired": cases_for(lambda cases: power_paired(0.02, 0.05, cases)),
        "more_tokens": agent_input(40) / agent_input(20),
        "chain_98": 0.98**20,
        "chain_95": 0.95**20,
        "fewest_differing": next(n for n in range(1, 20) if _rejections(n, 0.5)),
        "eight_of_eight": 0.9**8,
        "found": FOUND,
        "grounded": FOUND * 0.95,
        "plain_day": daily_price(250),
        "thinking_day": daily_price(2000),
        "plain_seconds": 250 / 60,
        "thinking_seconds": 2000 / 60,
    }


def agent_curves(steps: int) -> tuple[Sequence[float], Sequence[float]]:
    """Return thousands of input tokens by step: all that is sent, and what is new."""
    runs = range(1, steps + 1)
    return [agent_input(n) / 1000 for n in runs], [agent_new_input(n) / 1000 for n in runs]
