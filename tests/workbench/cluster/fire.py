"""The parts of a cluster end, one after the other, while readers read and things are sent."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.config.serving.processes import eventually
from tests.workbench.cluster import servers
from tests.workbench.cluster.figures import Figure, load_figure
from tests.workbench.cluster.holding import Hold
from tests.workbench.cluster.parts import POSTS, Cluster
from tests.workbench.cluster.postgres import Postgres
from tests.workbench.cluster.readers import reading, seconds_until

SCHEDULED = 6
# How long readers go on after a part was killed.
AFTER_SECONDS = 6
# Longer than any other process would take to see what is being sent, and send it too.
SLOW_SECONDS = 1.5
BY_VARNISH, OF_THE_WEB = "by way of Varnish", "of the other web"


@dataclass(frozen=True)
class Step:
    """How a part ends, and begins again after so many seconds, with some left to settle.

    `alone` are the readers for whom nobody stands in: they meet it while it is away. `sends` says
    that it is the part that sends, so that what it had begun to send is sent again.
    """

    what: str
    end: Callable[[], None]
    begin: Callable[[], None]
    seconds: float = AFTER_SECONDS
    settling: float = 2
    alone: tuple[str, ...] = ()
    sends: bool = False


def all_steps(cluster: Cluster, database: Postgres) -> list[Step]:
    """Return what is done to the parts, which nobody stands in for last."""
    web, cache, store, front = cluster.webs[1], cluster.cache, cluster.store, cluster.front
    return [
        background_step(cluster),
        Step("a web was killed", web.kill, web.start),
        Step("Redis was killed", cache.kill, cache.start),
        Step("the store stood still", store.freeze, store.thaw),
        Step(
            "PostgreSQL was restarted",
            database.stop,
            database.start,
            # Long enough for an answer to come that can't be written down.
            seconds=1,
            # Another background process may have taken the place of the one that worked.
            settling=AFTER_SECONDS,
            alone=(BY_VARNISH, OF_THE_WEB),
        ),
        Step("Varnish was killed", front.kill, front.start, alone=(BY_VARNISH,)),
    ]


def background_step(cluster: Cluster) -> Step:
    working = next(each for each in cluster.backgrounds if servers.is_working(each))
    return Step("the working background was killed", working.kill, working.start, sends=True)


def under_fire(cluster: Cluster, steps: Iterable[Step]) -> Iterator[Figure]:
    """End each part in turn and begin it again; publish and submit before and after it."""
    # As the first one dies, posts are about to go live.
    cluster.clerk.ask(f"schedule {SCHEDULED} 3")
    for step in steps:
        yield from _tried(cluster, step)
        post, title, moment = cluster.publish(0)
        seconds = seconds_until(title, cluster.page(cluster.front, post), moment)
        shown = f"{seconds:.2f} s" if seconds else "never"
        yield Figure(f"a publish after {step.what} is shown after", shown, bool(seconds))
        with _in_the_midst_of_sending(cluster):
            time.sleep(SLOW_SECONDS)
    live = eventually(
        lambda: len(found := cluster.clerk.ask("scheduled")) == SCHEDULED and found,
        "what was scheduled is live",
    )
    yield Figure("scheduled posts were published", f"{live} times", set(live) == {1})


def _tried(cluster: Cluster, step: Step) -> list[Figure]:
    """End a part in the midst of sending, and return what readers met until it was back."""
    with (
        reading(cluster.addresses()) as by_varnish,
        reading([cluster.page(cluster.webs[0], post) for post in range(POSTS)], 1) as directly,
    ):
        with _in_the_midst_of_sending(cluster) as sent:
            step.end()
        if step.sends:
            cluster.cut_off |= {each.name for each in sent}
        time.sleep(step.seconds)
        step.begin()
        there = time.time()
        time.sleep(step.settling)
    return [
        load_figure(f"{whose}, while {step.what}", met, there if whose in step.alone else 0)
        for whose, met in ((BY_VARNISH, by_varnish), (OF_THE_WEB, directly))
    ]


@contextmanager
def _in_the_midst_of_sending(cluster: Cluster) -> Iterator[tuple[Hold, Hold]]:
    """Have a mail and a message of a webhook arrive, and be answered once this is left."""
    mail, message = Hold(), Hold()
    try:
        # The mail first: a mail server may take its time, and a webhook is given ten seconds.
        cluster.mail.holds.append(mail)
        cluster.submit()
        mail.await_it()
        cluster.receiver.answers.append(message.answer)
        cluster.publish(0)
        message.await_it()
        yield mail, message
    finally:
        mail.let_go()
        message.let_go()
