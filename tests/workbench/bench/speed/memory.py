"""How much memory the site takes, how it grows with addresses, and how soon it answers."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import pairwise
from urllib.parse import urlsplit

from tests.workbench.bench.search.corpus import say
from tests.workbench.bench.speed import databases, machine, site
from tests.workbench.bench.speed.figures import Figure, Section, ratio, spread
from tests.workbench.bench.speed.long_posts import COUNT, SLUG
from tests.workbench.bench.speed.options import Options

STARTS = 3
MOST_START_SECONDS = 3
# Beside the page cache's own bound.
MOST_GROWN_MB = 60
MB = 1024 * 1024
CLIENTS = 4
SAMPLES = 10
# Addresses by which a process has loaded all that it needs.
FEW = 500
NOTE = (
    "Memory is the proportional set size of all processes of `manage.py serve`. Of the addresses "
    "a third are pages with parameters that mean nothing, a third lead nowhere, a third are "
    "posts and numbered lists. Starting is from the command to the first page, with compiled "
    "files, beside starting Python with Django and Wagtail alone."
)
# What no site on Wagtail can do without.
BARE_START = "import django; django.setup(); import wagtail.urls, wagtail.admin.urls"


def measure(options: Options) -> Iterator[Section]:
    """Yield one section, again with each blog that was served, and as the largest one's grows."""
    section = Section("Memory and start", notes=[NOTE], axes=("addresses asked for", "MB"))
    for count in options.posts[:-1]:
        section.figures.append(served_figure(options, count))
        yield section
    count = options.posts[-1]
    databases.prepare(options, count)
    started, bare, spent = [], [], []
    with site.copied_database(options, count) as copy:
        environment = site.process_environment(options, str(count)) | copy
        for turn in reversed(range(1 if options.is_small else STARTS)):
            bare.append(bare_start(environment))
            began = time.perf_counter()
            with site.started(copy) as (address, pid):
                fetch(HTTPConnection(urlsplit(address).netloc, timeout=60), "/")
                started.append(time.perf_counter() - began)
                spent.append(machine.processor_seconds(site.family(pid)))
                if turn == 0:
                    section.figures.append(start_figure(count, started, bare, spent))
                    yield from grow(section, options, address, pid, count)


def served_figure(options: Options, count: int) -> Figure:
    """Ask a blog for a few addresses, and weigh the processes."""
    databases.prepare(options, count)
    with site.copied_database(options, count) as copy, site.started(copy) as (address, pid):
        visit(urlsplit(address).netloc, range(FEW), count)
        return memory_figure(count, FEW, pid)


def memory_figure(count: int, addresses: int, pid: int) -> Figure:
    web = machine.memory_bytes(site.web_processes(pid)) / MB
    plural = "es" * (addresses > 1)
    return Figure(
        f"{count:,} posts, after {addresses:,} address{plural}",
        f"{megabytes(pid):.0f} MB, the web server's {web:.0f} MB",
    )


def start_figure(count: int, started: list[float], bare: list[float], spent: list[float]) -> Figure:
    return Figure(
        f"{count:,} posts, start to first page",
        f"{spread(started).middle:.1f} s (processor {spread(spent).middle:.1f} s)",
        value=spread(started).middle,
        ratio=ratio(started, bare),
        baseline=f"stock Wagtail loaded, {spread(bare).middle:.1f} s",
        goal=MOST_START_SECONDS,
        is_absolute=True,
    )


def bare_start(environment: dict[str, str]) -> float:
    settings = {"DJANGO_SETTINGS_MODULE": "tests.workbench.bench.speed.stock.settings"}
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", BARE_START], env=environment | settings, check=True)
    return time.perf_counter() - began


def grow(
    section: Section, options: Options, address: str, pid: int, count: int
) -> Iterator[Section]:
    """Ask for many addresses, and weigh the processes on the way."""
    host = urlsplit(address).netloc
    before = megabytes(pid)
    section.figures.append(memory_figure(count, 1, pid))
    weighed = section.lines["all processes"] = [(1.0, before)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        for start, end in pairwise(steps(options.urls)):
            numbers = [range(start + each, end, CLIENTS) for each in range(CLIENTS)]
            list(pool.map(lambda each: visit(host, each, count), numbers))
            weighed.append((end, megabytes(pid)))
            say(f"{end:,} addresses: {weighed[-1][1]:.0f} MB")
            if start == 0:
                section.figures.append(memory_figure(count, end, pid))
            yield section
    section.figures.append(grown_figure(options, before, weighed[-1][1]))
    yield section


def steps(urls: int) -> list[int]:
    """Return after how many addresses the processes are weighed: a few, and then evenly."""
    evenly = {urls * each // SAMPLES for each in range(1, SAMPLES + 1)}
    return sorted({0, min(FEW, urls)} | evenly)


def grown_figure(options: Options, before: float, after: float) -> Figure:
    return Figure(
        f"memory after {options.urls:,} addresses",
        f"{after:.0f} MB, {after - before:.0f} MB more",
        value=after - before,
        ratio=ratio([after], [before]),
        baseline="after the first page",
        goal=cache_megabytes() + MOST_GROWN_MB,
        is_absolute=True,
    )


def cache_megabytes() -> int:
    from django.conf import settings

    return settings.PAGE_CACHE_MB


def megabytes(pid: int) -> float:
    return machine.memory_bytes(site.family(pid)) / MB


def visit(host: str, numbers: range, count: int) -> None:
    connection = HTTPConnection(host, timeout=60)
    for number in numbers:
        fetch(connection, path(number, count))
    connection.close()


def path(number: int, count: int) -> str:
    """Return an address of its own for each number."""
    match number % 3:
        case 0:
            return f"/blog/{SLUG.format(number % COUNT)}/?utm_source=letter-{number}&ref={number}"
        case 1:
            return f"/blog/nowhere-{number}/"
    if number % 2:
        return f"/blog/post-{number % count + 1}/?v={number}"
    return f"/blog/?page={number % 99 + 1}&v={number}"


def fetch(connection: HTTPConnection, path: str) -> bytes:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip, br"})
    response = connection.getresponse()
    if response.status >= 500:
        raise RuntimeError(f"{path} was answered with {response.status}.")
    return response.read()
