"""How many uncached pages one and two processes answer, and how much of it the database does."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.workbench.bench.search.corpus import say
from tests.workbench.bench.speed import databases, site
from tests.workbench.bench.speed.asking import Worker, workers
from tests.workbench.bench.speed.figures import Figure, Section, ratio, spread
from tests.workbench.bench.speed.options import Options

KINDS = ("post", "first list page", "search")
SECONDS = 1.0
NOTE = (
    "Each process asks its own Django for one kind of page as fast as it can, {seconds:g} s at a "
    "time, one process in turn with two at once; nothing is answered from the page cache. What the "
    "database's process spends is beside what the site's does; SQLite has none. On a machine "
    "whose cores both are busy with one process and its database, two can't be twice as fast."
)


@dataclass(frozen=True)
class Rate:
    """Pages a second of all processes together, and milliseconds of the processor for each."""

    pages: float
    site: float
    database: float


def measure(options: Options) -> Iterator[Section]:
    """Yield a section for each engine, on the largest blog, again with each kind of page."""
    count = options.posts[-1]
    for engine in options.engines:
        name = "PostgreSQL" if engine else "SQLite"
        databases.prepare(options, count, engine)
        environment = site.process_environment(options, str(count), engine)
        section = Section(f"Throughput of {count:,} posts on {name}")
        section.notes.append(NOTE.format(seconds=SECONDS))
        with workers(environment, environment) as both:
            for kind in KINDS:
                say(f"{name}: {kind}")
                section.figures += compare(both, kind, options.rounds)
                yield section


def compare(both: Sequence[Worker], kind: str, rounds: int) -> Iterator[Figure]:
    one, two = [], []
    for turn in range(rounds + 1):
        for rates, asked in ((one, both[:1]), (two, both)):
            taken = rate(asked, kind)
            if turn:  # the first one loads what later ones find
                rates.append(taken)
    yield Figure(f"{kind}, one process", shown(one))
    yield Figure(
        f"{kind}, two processes",
        shown(two),
        ratio=ratio([each.pages for each in two], [each.pages for each in one]),
        baseline="one process",
    )


def rate(asked: Sequence[Worker], kind: str) -> Rate:
    """Have processes ask for pages at once, and return how many they got."""
    with ThreadPoolExecutor(len(asked)) as pool:
        parts = list(pool.map(lambda worker: worker.tell("ask-for", kind, SECONDS), asked))
    pages = sum(part["pages"] for part in parts)
    return Rate(
        sum(part["pages"] / part["wall"] for part in parts),
        sum(part["processor"] for part in parts) / pages * 1000,
        sum(part["database"] for part in parts) / pages * 1000,
    )


def shown(rates: Sequence[Rate]) -> str:
    middle = {
        name: spread([getattr(each, name) for each in rates]).middle
        for name in ("pages", "site", "database")
    }
    return "{pages:.0f} pages/s, processor {site:.1f} ms + database {database:.1f} ms".format(
        **middle
    )
