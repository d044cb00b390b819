"""Scores as a table, and what they must show as lines that pass or fail."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tests.workbench.bench.search.scoring import (
    CUT_OFF,
    mean_reciprocal_rank,
    percentile,
    share_found,
)

if TYPE_CHECKING:
    from tests.workbench.bench.search.known_item import Score, Scores

LEAD = 0.10
GOAL = 0.90
FOUND = 0.95
FOUND_OF_KIND = {"typo": 0.97, "code": 0.97}


def table(scores: "Scores", kinds: Sequence[str]) -> Iterator[str]:
    """Yield a row for each engine: rank and share found by kind, then in all with the times."""
    head = " ".join(f"{kind:^9}" for kind in (*kinds, "all"))
    yield f"{'MRR/found in ' + str(CUT_OFF):16} {head}   p50 ms   p95 ms"
    for name, by_kind in scores.items():
        of_kinds = [by_kind[kind] for kind in kinds]
        cells = " ".join(_cell(score.ranks) for score in of_kinds)
        ranks, times = _all(of_kinds)
        p50, p95 = percentile(times, 50), percentile(times, 95)
        yield f"{name:16} {cells} {_cell(ranks)} {p50:8.1f} {p95:8.1f}"
    counts = " ".join(f"{len(by_kind[kind].ranks):^9}" for kind in kinds)
    yield f"{'queries':16} {counts} {len(ranks):^9}\n"


def criteria(scores: "Scores", *, ours: str) -> Iterator[str]:
    """Yield a line for each thing that the engine must show beside its peers."""
    if ours not in scores:
        yield verdict(False, f"{ours} is not built yet: only its peers were judged")
        return
    means = {name: mean_reciprocal_rank(_all(of.values())[0]) for name, of in scores.items()}
    best = max((name for name in means if name != ours), key=lambda name: means[name])
    own, lead = means[ours], means[ours] - means[best]
    yield verdict(lead >= LEAD, f"MRR at least {LEAD:.2f} above the best peer, {best}: {lead:+.3f}")
    yield verdict(own >= GOAL, f"MRR at least {GOAL:.2f}: {own:.3f}")
    found = share_found(_all(scores[ours].values())[0])
    yield verdict(found >= FOUND, f"found in the first ten at least {FOUND}: {found:.3f}")
    for kind, least in FOUND_OF_KIND.items():
        found = share_found(scores[ours][kind].ranks)
        yield verdict(found >= least, f"{kind} found at least {least}: {found:.3f}")


def verdict(is_met: bool, what: str) -> str:
    return f"{'pass' if is_met else 'FAIL'}  {what}"


def _all(scores: "Sequence[Score]") -> tuple[list[int | None], list[float]]:
    ranks = [rank for score in scores for rank in score.ranks]
    return ranks, [time for score in scores for time in score.times]


def _cell(ranks: Sequence[int | None]) -> str:
    shown = f"{mean_reciprocal_rank(ranks):.2f}/{share_found(ranks):.2f}"
    return f"{shown:^9}"
