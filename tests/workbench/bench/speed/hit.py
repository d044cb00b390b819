"""What a page from the cache costs, beside the same bytes from nginx."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.workbench.bench.search.corpus import say
from tests.workbench.bench.speed import databases, machine, nginx, wrk
from tests.workbench.bench.speed.contenders import (
    ASKED,
    EPOCH,
    NGINX,
    VARNISH,
    Contender,
    contenders,
)
from tests.workbench.bench.speed.figures import Figure, Section, ratio, spread
from tests.workbench.bench.speed.options import Options

# Least shares of nginx's requests per second.
SHARES = {EPOCH: 0.5, VARNISH: 0.85}
MOST_MICROSECONDS = 100
CONNECTIONS = (1, 64)
ROUNDS, SECONDS = 10, 1
NOTE = (
    "One worker each, asked by wrk on connections that are kept, in turn; nginx sends the very "
    "bytes and headers of the site's answer from a file. The processor's time is that of the "
    "server's own processes (/proc/PID/stat), by request."
)


@dataclass
class Measured:
    """What one server did in all rounds: requests per second, and processor seconds for each."""

    rates: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def measure(options: Options) -> Iterator[Section]:
    section = Section("A page from the cache", notes=[NOTE])
    missing = [name for name, tool in (("wrk", wrk), ("nginx", nginx)) if not tool.is_there()]
    if missing:
        section.notes = [f"Not measured: {' and '.join(missing)} not found on this machine."]
        yield section
        return
    databases.prepare(options, options.posts[0])
    with contenders(options, section.notes) as started:
        for asked in ASKED:
            for connections in (1,) if options.is_small else CONNECTIONS:
                compare(section, options, started, asked, connections)
    yield section


def compare(
    section: Section,
    options: Options,
    started: Sequence[Contender],
    asked: str,
    connections: int,
) -> None:
    """Measure all servers in turn, nginx twice: what its two differ by is noise."""
    measured = [Measured() for _each in [*started, started[0]]]
    for _round in range(1 if options.is_small else ROUNDS):
        for contender, each in zip([*started, started[0]], measured, strict=True):
            run(contender, each, options, asked, connections)
    base, noise = measured[0], ratio(measured[-1].rates, measured[0].rates)
    for contender, each in zip(started, measured, strict=False):
        what = f"{contender.name}, {asked}, {connections} connection{'s' * (connections > 1)}"
        section.figures.append(
            Figure(
                what,
                f"{spread(each.rates).middle:,.0f} requests/s",
                ratio=ratio(each.rates, base.rates),
                baseline=f"{NGINX}'s rate",
                noise=noise,
                goal=SHARES.get(contender.name),
                is_least=True,
            )
        )
        section.figures.append(processor_figure(what, contender, each, base))


def run(
    contender: Contender, measured: Measured, options: Options, asked: str, connections: int
) -> None:
    before = machine.processor_seconds(contender.pids)
    done = wrk.run(
        contender.url(asked),
        connections=connections,
        seconds=SECONDS,
        headers=ASKED[asked],
    )
    measured.rates.append(done.per_second)
    spent = machine.processor_seconds(contender.pids) - before
    # On a busy machine a second may pass without an answer.
    measured.processor.append(spent / max(1, done.requests))
    say(f"{contender.name}, {asked}, {connections}: {done.per_second:,.0f} requests/s")


def processor_figure(what: str, contender: Contender, measured: Measured, base: Measured) -> Figure:
    microseconds = spread(measured.processor).middle * 1e6
    return Figure(
        f"{what}: processor",
        f"{microseconds:,.0f} µs/request",
        value=microseconds,
        ratio=ratio(measured.processor, base.processor),
        baseline=f"{NGINX}'s",
        goal=MOST_MICROSECONDS if contender.name == EPOCH else None,
        is_absolute=True,
    )
