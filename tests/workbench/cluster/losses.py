"""What was lost, done twice or left undone in the end: pages, tasks, webhooks and mails."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import requests

from tests.config.serving.processes import eventually
from tests.workbench.cluster.figures import Figure
from tests.workbench.cluster.parts import REVIEWERS, Cluster

SHOWN = 5
# Until a message is tried that failed before, and all that waited behind it.
PATIENCE = 120


@dataclass(frozen=True)
class Arrival:
    """What came in to a receiver: what it says, and the id that tells a second copy."""

    says: str
    name: str


def nothing_lost(cluster: Cluster) -> list[Figure]:
    """Compare what was published with what everybody shows and was told."""
    states = eventually(
        lambda: _all_done(cluster.clerk.ask("states")),
        f"nothing waits any more; {cluster.clerk.ask('states')}",
        PATIENCE,
    )
    apart = cluster.clerk.ask("disagreements")
    stale = [
        f"post {post} on {server.name}"
        for post, title in cluster.titles.items()
        for server in (*cluster.webs, cluster.front)
        if title not in requests.get(cluster.page(server, post), timeout=30).text
    ]
    return [
        Figure("tasks by their state", str(states["tasks"]), "FAILED" not in states["tasks"]),
        Figure("what does not agree", str(apart or "nothing"), not apart),
        Figure("pages that show something older", str(stale or "none"), not stale),
        *webhook_figures(cluster),
        *mail_figures(cluster),
    ]


def _all_done(states: dict[str, dict[str, int]]) -> dict[str, dict[str, int]] | None:
    waits = {"READY", "RUNNING"} & states["tasks"].keys() or "waiting" in states["messages"]
    return None if waits else states


def webhook_figures(cluster: Cluster) -> list[Figure]:
    """Return whether each publish was told, by the title that it gave the page."""
    arrivals = [
        Arrival(each["data"]["page"]["title"], each["id"]) for each in cluster.receiver.messages
    ]
    expected = [*cluster.published, *cluster.clerk.ask("scheduled_titles")]
    return counted("webhook events", expected, arrivals, cluster.cut_off)


def mail_figures(cluster: Cluster) -> list[Figure]:
    """Return whether each reviewer was mailed of each post that was submitted."""
    arrivals = []
    for letter in cluster.mail.letters:
        title = next((each for each in cluster.submitted if f'"{each}"' in letter.subject), "?")
        arrivals.append(Arrival(f"{title} to {letter.to}", letter.message_id))
    expected = [f"{title} to {to}" for title in cluster.submitted for to in REVIEWERS]
    return counted("review mails", expected, arrivals, cluster.cut_off)


def counted(
    what: str, expected: Collection[str], arrivals: Iterable[Arrival], cut_off: Collection[str]
) -> list[Figure]:
    """Return whether each thing that was to be told came, under one id, and how often twice.

    `cut_off` are the ids of those whose sender was killed before it was answered: no sender can
    know whether they came, so a second copy is right.
    """
    copies = Counter(arrivals)
    came = Counter(each.says for each in copies)
    missing, other = Counter(expected) - came, came - Counter(expected)
    shown = f"{len(expected)} to be told, {sum((came - other).values())} came"
    for word, found in (("missing", missing), ("beyond", other)):
        shown += f", {word}: {', '.join(list(found)[:SHOWN])}" if found else ""
    twice = [each for each in copies if copies[each] > 1]
    needless = [each for each in twice if copies[each] > 2 or each.name not in cut_off]
    why = f"{len(twice)} of {len(copies)} ids, {len(twice) - len(needless)} whose sender was killed"
    why += f" before the answer; needless: {', '.join(n.says for n in needless[:SHOWN]) or 'none'}"
    return [
        Figure(f"{what}, each under one id", shown, not missing and not other),
        Figure(f"{what} that came more than once", why, not needless),
    ]
