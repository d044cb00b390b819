"""What searching and publishing cost: `python -m tests.workbench.bench.search.latency POSTS`.

The posts are made up of Zipf-like words. Times are those of a function's call, database included,
in this process; the limits hold for SQLite, and on PostgreSQL twice as much is allowed.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from random import Random

from tests.workbench.bench.search import corpus
from tests.workbench.bench.search.publishing import publishing
from tests.workbench.bench.search.report import verdict
from tests.workbench.bench.search.scoring import percentile

SEED = 20240602
OF_A_KIND = 40
# Milliseconds on SQLite, by the number of posts.
LIMITS = {1_000: 15, 10_000: 30, 100_000: 60}
SUGGESTIONS = 0.5
ON_POSTGRES = 2
MOST_REBUILD_SECONDS = 120
# The corpus that publishing and rebuilding are promised for.
PROMISED = 10_000


def main() -> None:
    """Make the posts, index them, and print times with what they must not exceed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("posts", type=int, choices=LIMITS)
    count = parser.parse_args().posts
    corpus.set_up(f"zipf-{count}")
    from tests.workbench.bench.search.bulk import fill_with_made_posts

    corpus.prepare(f"zipf {count} 2", lambda: fill_with_made_posts(count))
    for line in lines(count):
        print(line, flush=True)  # noqa: T201


def lines(count: int) -> Iterator[str]:
    from django.db import connection

    yield f"{count} made-up posts on {connection.vendor}"
    began = time.perf_counter()
    if not corpus.rebuild_index():
        yield verdict(False, "the engine is not built yet")
        return
    rebuilt = time.perf_counter() - began
    if count == PROMISED:
        yield verdict(rebuilt <= MOST_REBUILD_SECONDS, f"rebuild: {rebuilt:.0f} s")
    else:
        yield f"      rebuild: {rebuilt:.0f} s"
    factor = ON_POSTGRES if connection.vendor == "postgresql" else 1
    limit = LIMITS[count] * factor
    yield from report_of("find", find_call(), queries(count), limit)
    yield from report_of("suggest", suggest_call(), beginnings(count), limit * SUGGESTIONS)
    if count == PROMISED:
        yield from publishing()


def queries(count: int) -> dict[str, list[str]]:
    """Return queries by kind, drawn from the words of such posts."""
    random, posts = _sample(count)
    kinds: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        words, prose = post.title.lower().split(), post.sections[0].prose.lower()
        prose_words = prose.replace(".", "").split()
        code = next((section.code for section in post.sections if section.code), "")
        kinds["title"].append(" ".join(words[:3]))
        kinds["one word"].append(random.choice(prose_words))
        kinds["body"].append(" ".join(random.sample(prose_words, 3)))
        kinds["typo"].append(" ".join([_swapped(words[0], random), *words[1:3]]))
        kinds["prefix"].append(" ".join(words[:2])[:-2])
        kinds["phrase"].append('"' + " ".join(prose_words[2:4]) + '"')
        kinds["long"].append(" ".join(random.sample(prose_words, 12)))
        if code:
            kinds["code"].append(code.split(" ", 1)[0])
    return kinds


def beginnings(count: int) -> dict[str, list[str]]:
    """Return what stands in the box while someone types a title."""
    random, posts = _sample(count)
    titles = [post.title.lower() for post in posts]
    return {"typing": [title[: random.randint(2, min(20, len(title)))] for title in titles]}


def _sample(count: int) -> tuple[Random, list]:
    from tests.workbench.bench.search import zipf

    # The first posts of the corpus itself: the same seed writes the same.
    return Random(SEED), list(zipf.Author(f"{count} posts").posts(OF_A_KIND))


def _swapped(word: str, random: Random) -> str:
    place = random.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def find_call() -> Callable[[str], object]:
    from django.test import RequestFactory

    from search.results.search import find

    root, request = corpus.site_root(), RequestFactory().get("/search/")
    return lambda query: find(query, root=root, request=request)


def suggest_call() -> Callable[[str], object]:
    from django.test import RequestFactory

    from search.results.suggesting import suggest

    root, request = corpus.site_root(), RequestFactory().get("/search/suggest/")
    return lambda query: suggest(query, root=root, request=request)


def report_of(
    name: str, call: Callable[[str], object], kinds: dict[str, list[str]], limit: float
) -> Iterator[str]:
    """Yield the times by kind of query, and whether the 95th percentile of all keeps the limit."""
    times: dict[str, list[float]] = defaultdict(list)
    call("")
    processor = time.process_time()
    for asked in zip(*(kinds[kind][: _shortest(kinds)] for kind in kinds), strict=True):
        for kind, query in zip(kinds, asked, strict=True):
            began = time.perf_counter()
            call(query)
            times[kind].append((time.perf_counter() - began) * 1000)
    processor = time.process_time() - processor
    for kind, taken in times.items():
        yield f"      {name}, {kind}: {_times(taken)}"
    every = [each for taken in times.values() for each in taken]
    p95 = percentile(every, 95)
    yield f"      {name}: {processor * 1000 / len(every):.1f} ms of processor time in the mean"
    yield verdict(p95 <= limit, f"{name}: {_times(every)}, p95 at most {limit:.1f}")


def _shortest(kinds: dict[str, list[str]]) -> int:
    return min(map(len, kinds.values()))


def _times(values: list[float]) -> str:
    p50, p95 = percentile(values, 50), percentile(values, 95)
    return f"p50 {p50:.1f}, p95 {p95:.1f}, most {max(values):.1f} ms"


if __name__ == "__main__":
    main()
