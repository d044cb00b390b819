"""What an uncached page costs as posts grow, beside the same page of the smallest blog."""

from collections.abc import Iterator, Sequence

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
COUNTING = ("home", "first list page", "archive", "tag")
CHANGED = ", after a change"
NOTE = (
    "Each request is asked of Django in a process of its own, with production's settings and "
    "its caches warm, in turn with the same request to the smallest blog; those *after a change* "
    "find nothing that was kept before. "
    "Ratios are of the processor's time, that of the database's process included; the clock's "
    "stands beside. Whose neighbours a post has is made up."
)


def measure(options: Options) -> Iterator[Section]:
    """Yield a section for each engine."""
    for engine in options.engines:
        for count in options.posts:
            databases.prepare(options, count, engine)
        yield measure_engine(options, engine)


def measure_engine(options: Options, engine: str) -> Section:
    name = "PostgreSQL" if engine else "SQLite"
    section = Section(f"Growth on {name}", axes=("posts", "times the cost"))
    section.notes.append(NOTE)
    environments = [
        site.process_environment(options, str(count), engine) for count in options.posts
    ]
    # The smallest one twice: what two of the same differ by is noise.
    with workers(*environments, environments[0]) as started:
        kinds = started[0].tell("kinds")
        for kind in [*kinds[:-1], *(f"{each}{CHANGED}" for each in COUNTING), kinds[-1]]:
            say(f"{name}: {kind}")
            measure_kind(section, options, started, kind)
    if left_out := [count for count in options.posts if not options.is_indexed(count)]:
        section.notes.append(f"Not searched: {left_out} posts, unless asked with `--search`.")
    return section


def measure_kind(section: Section, options: Options, started: Sequence[Worker], kind: str) -> None:
    sizes = [n for n in options.posts if kind not in SEARCHING or options.is_indexed(n)]
    asked = [*started[: len(sizes)], started[-1]]
    page, is_anew = kind.removesuffix(CHANGED), kind.endswith(CHANGED)
    *answers, again = take_turns(asked, page, options.rounds, anew=is_anew)
    base = processor(answers[0])
    noise = ratio(processor(again), base)
    section.lines[kind] = [(options.posts[0], 1.0)]
    section.figures.append(
        Figure(f"{kind}, {options.posts[0]:,}", shown(started[0], kind, answers[0]))
    )
    for worker, count, each in list(zip(started, sizes, answers, strict=False))[1:]:
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
