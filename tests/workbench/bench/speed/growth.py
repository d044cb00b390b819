"""What an uncached page costs as posts grow, beside the same page of the smallest blog."""

from collections.abc import Iterator, Mapping, Sequence

from tests.workbench.bench.search.corpus import say
from tests.workbench.bench.speed import databases, site
from tests.workbench.bench.speed.asking import Answer, Worker, take_turns, workers
from tests.workbench.bench.speed.figures import Figure, Section, ratio
from tests.workbench.bench.speed.markdown import milliseconds
from tests.workbench.bench.speed.options import Options

# By the number of posts: of any page, and of searching.
GOALS = {10_000: (1.5, 3.0), 100_000: (2.0, 4.0)}
SEARCHING = ("search", "suggest")
# What counts posts, once after each change, and the mark of that first time.
COUNTING = ("home", "first list page", "archive", "tag", "all tags")
CHANGED = ", after a change"
NOTE = (
    "Each request is asked of Django in a process of its own, with production's settings and "
    "its caches warm, in turn with the same request to the smallest blog; those *after a change* "
    "find nothing that was kept before. "
    "Ratios are of the processor's time, that of the database's process included; the clock's "
    "stands beside. Whose neighbours a post has is made up; of more posts than "
    f"{databases.MOST_WRITTEN:,}, all but these are copies of them with other dates."
)


def measure(options: Options) -> Iterator[Section]:
    """Yield a section for each engine, again whenever a kind of page was measured."""
    for engine in options.engines:
        sizes = {count: databases.prepare(options, count, engine) for count in options.posts}
        name = "PostgreSQL" if engine else "SQLite"
        section = Section(f"Growth on {name}", notes=[NOTE], axes=("posts", "times the cost"))
        section.figures += map(disk_figure, sizes, sizes.values())
        yield from measure_engine(section, options, engine)


def disk_figure(count: int, filled: Mapping[str, float]) -> Figure:
    return Figure(f"database on the disk, {count:,}", f"{filled['bytes'] / 1e6:,.0f} MB")


def measure_engine(section: Section, options: Options, engine: str) -> Iterator[Section]:
    environments = [
        site.process_environment(options, str(count), engine) for count in options.posts
    ]
    # The smallest one twice: what two of the same differ by is noise.
    with workers(*environments, environments[0]) as started:
        kinds = started[0].tell("kinds")
        for kind in [*kinds[:-1], *(f"{each}{CHANGED}" for each in COUNTING), kinds[-1]]:
            say(f"{section.title}: {kind}")
            measure_kind(section, options, started, kind)
            yield section


def measure_kind(section: Section, options: Options, started: Sequence[Worker], kind: str) -> None:
    page, is_anew = kind.removesuffix(CHANGED), kind.endswith(CHANGED)
    *answers, again = take_turns(started, page, options.rounds, anew=is_anew)
    base = processor(answers[0])
    noise = ratio(processor(again), base)
    section.lines[kind] = [(options.posts[0], 1.0)]
    section.figures.append(
        Figure(f"{kind}, {options.posts[0]:,}", shown(started[0], kind, answers[0]))
    )
    for worker, count, each in list(zip(started, options.posts, answers, strict=False))[1:]:
        grown = ratio(processor(each), base)
        section.lines[kind].append((count, grown.middle))
        section.figures.append(
            Figure(
                f"{kind}, {count:,}",
                shown(worker, kind, each),
                ratio=grown,
                baseline=f"{options.posts[0]:,} posts",
                noise=noise,
                goal=goal(kind, count),
            )
        )


def goal(kind: str, count: int) -> float | None:
    pages, searching = GOALS.get(count, (None, None))
    return searching if kind in SEARCHING else pages


def processor(answers: Sequence[Answer]) -> list[float]:
    return [answer.processor for answer in answers]


def shown(worker: Worker, kind: str, answers: Sequence[Answer]) -> str:
    clock = milliseconds([answer.wall for answer in answers])
    command = "queries-anew" if kind.endswith(CHANGED) else "queries"
    count = worker.tell(command, kind.removesuffix(CHANGED), 0)
    return f"{milliseconds(processor(answers))} (clock {clock}), {count} queries"
