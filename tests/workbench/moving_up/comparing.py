"""Walks the roads one after the other, and compares what readers see before and after each."""

from collections.abc import Collection, Iterator, Sequence

from tests.workbench.bench.search.zipf import Author
from tests.workbench.cluster.figures import Figure
from tests.workbench.moving_up.addresses import STARTS
from tests.workbench.moving_up.answers import Kept, differences
from tests.workbench.moving_up.roads import ROADS, commands_of
from tests.workbench.moving_up.trip import Trip

SHOWN = 10
WORDS = ("python", "drift", "calibration", '"learning rate"', "atention")


def walk(
    trip: Trip, only: str, searches: Sequence[str], *, compared: Collection[str] = tuple(ROADS)
) -> Iterator[Figure]:
    """Yield a figure for each step and each comparison; raises RuntimeError where a step fails.

    `only` is how the heading of the roads begins that are walked, one after the other; `compared`
    are those after which is looked.
    """
    chosen = [heading for heading in ROADS if heading.startswith(only)]
    if not chosen:
        raise ValueError(f"{only} is none of {', '.join(ROADS)}")
    for heading in ROADS[chosen[0]][1] if len(chosen) == 1 else ():
        ROADS[heading][0](trip)
    with trip.timed("all addresses are read"):
        before = trip.look(searches)
    yield from _steps("before", trip)
    dead = [each for each in before.addresses("status >= 400") if each not in STARTS]
    yield Figure("addresses that lead nowhere", ", ".join(dead[:SHOWN]) or "none", not dead)
    for heading in chosen:
        ROADS[heading][0](trip)
        commands = [step for step, _seconds in trip.steps if step.startswith("manage.py")]
        yield from _steps(heading, trip)
        what = f"{heading}: the commands are those of the page"
        yield Figure(what, ", ".join(commands) or "none", commands == commands_of(heading))
        if heading in compared:
            with trip.timed("all addresses are read"):
                after = trip.look((), before)
            yield from _steps(heading, trip)
            yield _comparison(heading, before, after)
            before = after


def searches_of(posts: int = 0) -> list[str]:
    """Return addresses of the search, for words of the starter content and of made-up posts."""
    made = [post.title for post in Author(f"{posts} posts").posts(min(posts, 5))] if posts else []
    return [f"/search/?format=json&q={text.replace(' ', '+')}" for text in (*WORDS, *made)]


def _steps(road: str, trip: Trip) -> Iterator[Figure]:
    """Yield how long the steps took that were done since it was asked last."""
    for step, seconds in trip.steps:
        yield Figure(f"{road}: {step}", f"{seconds:.0f} s")
    trip.steps.clear()


def _comparison(road: str, before: Kept, after: Kept) -> Figure:
    count, differing = len(before.addresses()), list(differences(before, after))
    shown = f"{len(differing)} of {count} addresses differ"
    if after.servers > 1:
        shown += f", on {after.servers} servers"
    return Figure(f"{road}: as before", "\n      ".join([shown, *differing[:SHOWN]]), not differing)
