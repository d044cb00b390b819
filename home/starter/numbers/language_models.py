"""Computes the numbers of the guide to language models: sampling, evaluation, agents, prices."""

import math
from collections.abc import Sequence
from statistics import NormalDist

# Logits of the next token after "The meeting was moved to", made up; all others have logit 0.
FAVOURITES = {"Monday": 12.0, "Tuesday": 10.6, "Friday": 10.1, "next": 9.7, "10": 9.0}
TAIL = 50_000
TEMPERATURES = (0.7, 1.0, 1.5)
SIZES = (50, 200, 1000)

_Z = NormalDist().inv_cdf(0.975)


def shares(temperature: float) -> list[float]:
    """Return the probability of each favourite and, last, of all other tokens together."""
    logits = FAVOURITES.values()
    if temperature == 0:
        best = max(logits)
        return [float(logit == best) for logit in logits] + [0.0]
    weights = [math.exp(logit / temperature) for logit in logits] + [float(TAIL)]
    return [weight / sum(weights) for weight in weights]


def nucleus(probabilities: Sequence[float], cut: float) -> int:
    """Return how many tokens the smallest set has whose probabilities reach a cut."""
    *favourites, tail = probabilities
    kept = total = 0.0
    for share in [*sorted(favourites, reverse=True), *[tail / TAIL] * TAIL]:
        total, kept = total + share, kept + 1
        if total >= cut:
            break
    return round(kept)


def wilson(correct: int, cases: int) -> tuple[float, float]:
    """Return Wilson's 95% interval of a rate."""
    rate, square = correct / cases, _Z**2 / cases
    middle = rate + square / 2
    half = _Z * math.sqrt(rate * (1 - rate) / cases + square / (4 * cases))
    return (middle - half) / (1 + square), (middle + half) / (1 + square)


def power_apart(low: float, high: float, cases: int) -> float:
    """Return the chance that a two-sided test at 5% tells two rates apart, each on own cases."""
    mean = (low + high) / 2
    alike = math.sqrt(2 * mean * (1 - mean) / cases)
    apart = math.sqrt((low * (1 - low) + high * (1 - high)) / cases)
    return NormalDist().cdf((high - low - _Z * alike) / apart)


def power_paired(worse: float, better: float, cases: int) -> float:
    """Return the same chance for two systems on the same cases (McNemar's test).

    `worse` and `better` are the shares of cases that only the old and only the new one solves.
    """
    differing, gain = worse + better, better - worse
    spread = math.sqrt(differing - gain**2)
    return NormalDist().cdf((gain * math.sqrt(cases) - _Z * math.sqrt(differing)) / spread)


def cases_paired(worse: float, better: float, chance: float = 0.8) -> int:
    """Return how many shared cases a chance asks for."""
    return next(cases for cases in range(1, 10**6) if power_paired(worse, better, cases) >= chance)


def cases_apart(low: float, high: float, chance: float = 0.8) -> int:
    """Return how many cases each of two systems needs for a chance."""
    return next(cases for cases in range(1, 10**6) if power_apart(low, high, cases) >= chance)


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
            f"thousands_{steps}": agent_input(steps) / 1000,
            f"new_thousands_{steps}": agent_new_input(steps) / 1000,
            f"full_{steps}": agent_price(steps, cached=1),
            f"cached_{steps}": agent_price(steps, cached=0.1),
        }
    return found | {
        "kept_hot": nucleus(shares(1.5), 0.9),
        "kept_cool": nucleus(shares(1.0), 0.8),
        "vocabulary": TAIL + len(FAVOURITES),
        "need_apart": cases_apart(0.90, 0.93),
        "need_paired": cases_paired(0.02, 0.05),
        "more_tokens": agent_input(40) / agent_input(20),
        "chain_98": 0.98**20,
        "chain_95": 0.95**20,
        "eight_of_eight": 0.9**8,
        "grounded": 0.7 * 0.95,
        "plain_day": daily_price(250),
        "thinking_day": daily_price(2000),
        "plain_seconds": 250 / 60,
        "thinking_seconds": 2000 / 60,
    }


def agent_curves(steps: int) -> tuple[Sequence[float], Sequence[float]]:
    """Return thousands of input tokens by step: all that is sent, and what is new."""
    runs = range(1, steps + 1)
    return [agent_input(n) / 1000 for n in runs], [agent_new_input(n) / 1000 for n in runs]
