"""Publishing on either side in turn, under load, and how soon everybody else shows it."""

import re
import time

import requests

from tests.workbench.cluster.figures import Figure, load_figure, middle, worst
from tests.workbench.cluster.parts import Cluster
from tests.workbench.cluster.readers import reading, seconds_until

FRESH_SECONDS = 1.0
# What counts for a page that never showed what was published.
NEVER = 10.0


def publishing(cluster: Cluster, count: int) -> list[Figure]:
    """Publish so often, and return how soon the other side, Varnish and the store had it."""
    taken: dict[str, list[float]] = {"the other web": [], "Varnish": [], "the store": []}
    with reading(cluster.addresses()) as met:
        for turn in range(count):
            post, title, moment = cluster.publish(turn % 2)
            for name, server in (
                ("the other web", cluster.webs[(turn + 1) % 2]),
                ("Varnish", cluster.front),
            ):
                seconds = seconds_until(title, cluster.page(server, post), moment, NEVER)
                taken[name].append(NEVER if seconds is None else seconds)
            taken["the store"].append(seconds_of_picture(cluster, post, moment))
    stale = sum(each == NEVER for name in ("the other web", "Varnish") for each in taken[name])
    fresh = [
        Figure(
            f"fresh by way of {name} after a publish on the other side",
            f"p50 {middle(seconds):.2f} s, p99 {worst(seconds):.2f} s of {len(seconds)}",
            worst(seconds) <= FRESH_SECONDS,
        )
        for name, seconds in taken.items()
    ]
    return [*fresh, Figure("stale", str(stale), stale == 0), load_figure("while publishing", met)]


def seconds_of_picture(cluster: Cluster, post: int, since: float) -> float:
    """Return after how many seconds a page's picture came from the store; `NEVER` if not."""
    page = requests.get(cluster.page(cluster.front, post), timeout=30).text
    found = re.search(rf'src="({re.escape(cluster.store.url)}/[^"]+)"', page)
    reply = requests.get(found[1], timeout=30) if found else None
    return time.time() - since if reply is not None and reply.ok else NEVER
