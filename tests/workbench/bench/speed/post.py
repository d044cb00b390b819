"""What an uncached page costs beside a bare page of a stock Wagtail, as deep in the tree."""

from collections.abc import Iterator

from tests.workbench.bench.speed import databases, site
from tests.workbench.bench.speed.asking import Worker, workers
from tests.workbench.bench.speed.figures import Figure, Section, ratio, spread
from tests.workbench.bench.speed.growth import CHANGED, processor, shown
from tests.workbench.bench.speed.options import Options

MOST_TIMES, MOST_QUERIES = 3, 12
KINDS = ("post", "home", "first list page", "tag")
STOCK = {"DJANGO_SETTINGS_MODULE": "tests.workbench.bench.speed.stock.settings"}
PAGE = "bare page"
STOCK_PAGES = "tests.workbench.bench.speed.stock.pages"
NOTE = (
    "The stock page is a title in the template that `wagtail start` writes, under its middleware; "
    "processor's time of Django's test client on SQLite, asked in turn, caches warm."
)


def measure(options: Options) -> Iterator[Section]:
    section = Section("An uncached page beside a bare stock one", notes=[NOTE])
    count = options.posts[0]
    databases.prepare(options, count)
    ours = site.process_environment(options, str(count))
    with (
        site.copied_database(options, count) as copy,
        workers(ours) as (worker,),
        workers(ours | copy | STOCK, pages=STOCK_PAGES) as (stock,),
    ):
        for kind in KINDS:
            compare(section, options, worker, stock, kind)
    yield section


def compare(section: Section, options: Options, worker: Worker, stock: Worker, kind: str) -> None:
    """Ask for a page between two of the stock one."""
    own, before, after = [], [], []
    for number in range(options.rounds * 2 + 1):
        before.append(stock.ask(PAGE))
        own.append(worker.ask(kind, number))
        after.append(stock.ask(PAGE))
    base = processor(before[1:])
    figure = Figure(
        kind,
        shown(worker, kind, own[1:]),
        ratio=ratio(processor(own[1:]), base),
        baseline=f"stock page, {spread(base).middle * 1000:.2f} ms",
        noise=ratio(processor(after[1:]), base),
        goal=MOST_TIMES if kind == KINDS[0] else None,
    )
    section.figures.append(figure)
    if kind == KINDS[0]:
        section.figures.append(queries(worker, stock, kind, "queries"))
        section.figures.append(queries(worker, stock, f"{kind}{CHANGED}", "queries-anew"))


def queries(worker: Worker, stock: Worker, kind: str, command: str) -> Figure:
    own = worker.tell(command, kind.removesuffix(CHANGED), 1)
    theirs = stock.tell(command, PAGE, 1)
    return Figure(
        f"{kind}: queries",
        str(own),
        value=own,
        ratio=spread([own / theirs]),
        baseline=f"stock page, {theirs}",
        goal=MOST_QUERIES,
        is_absolute=True,
    )
