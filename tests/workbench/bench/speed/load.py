"""How long it takes to load posts: rows in bulk, with Documents, tags and authors."""

from collections.abc import Iterator

from tests.workbench.bench.speed import databases
from tests.workbench.bench.speed.figures import Figure, Section, spread
from tests.workbench.bench.speed.options import Options

# Ten minutes for 100,000.
MOST_MILLISECONDS = 6
NOTE = (
    "Loading and indexing run when a database is made and are kept with it; what is asked for "
    "again is not measured again. The posts are drawn, written as rows and given their stored "
    "Documents in one process; the search index is timed by itself."
)


def measure(options: Options) -> Iterator[Section]:
    section = Section("Loading posts", notes=[NOTE])
    for engine in options.engines:
        taken = {count: databases.prepare(options, count, engine) for count in options.posts}
        name = "PostgreSQL" if engine else "SQLite"
        for step in ("posts", "index"):
            times = {n: each[step] for n, each in taken.items() if step in each}
            spent = {n: each.get(f"{step}, processor", 0) for n, each in taken.items()}
            section.figures += figures(f"{step} on {name}", times, spent)
    yield section


def figures(step: str, taken: dict[int, float], spent: dict[int, float]) -> Iterator[Figure]:
    """Yield a figure for each size; the ratio is of seconds a post to those of the smallest."""
    smallest = min(taken, default=0)
    for count, seconds in taken.items():
        each = seconds / count
        processor = f"Python's processor {spent[count]:.1f} s"
        yield Figure(
            f"{step}, {count:,}",
            f"{seconds:.1f} s ({processor}), {each * 1000:.1f} ms a post",
            value=each * 1000,
            ratio=spread([each / (taken[smallest] / smallest)]) if count != smallest else None,
            baseline=f"a post of {smallest:,}" if count != smallest else "",
            goal=MOST_MILLISECONDS if step.startswith("posts") else None,
            is_absolute=True,
        )
