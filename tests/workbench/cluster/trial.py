"""What is tried with a cluster: publishing under load, killing its parts, a new release."""

import itertools
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import requests

from tests.config.serving.processes import MANAGE, eventually, free_port
from tests.config.serving.running_site import Clerk, Editor
from tests.workbench.cluster import servers
from tests.workbench.cluster.postgres import Postgres
from tests.workbench.cluster.readers import Met, reading, seconds_until
from tests.workbench.cluster.servers import Server

POSTS = 4
FRESH_SECONDS = 1.0
SCHEDULED = 6
RESTART = "PostgreSQL was restarted"
# How long readers go on after a part was killed.
AFTER_SECONDS = 6
# Varnish looks each second and believes two good answers: then the next one may go.
SEEN_SECONDS = 4
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", "node_modules")
# A column that the code before it does not know.
MIGRATION = '''"""A column of a release that is tried, not of the site."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "{last}")]
    operations = [
        migrations.AddField(
            "blogpostpage", "tried", models.CharField(max_length=8, default="", db_default="")
        )
    ]
'''


@dataclass
class Figure:
    """A line of the report, and whether what is promised holds."""

    what: str
    shown: str
    is_kept: bool = True

    def __str__(self) -> str:
        return f"{'pass' if self.is_kept else 'FAIL'}  {self.what}: {self.shown}"


@dataclass
class Cluster:
    """All servers by name, two editors for each post, one on either side, and the clerk."""

    folder: Path
    settings: dict[str, str]
    cache: Server
    store: Server
    webs: list[Server]
    backgrounds: list[Server]
    front: Server
    clerk: Clerk
    editors: list[tuple[Editor, Editor]] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    published: Iterator[int] = field(default_factory=itertools.count)
    titles: dict[int, str] = field(default_factory=dict)

    def addresses(self) -> list[str]:
        """Return what readers read: each post and the lists, by way of Varnish."""
        return [self.page(self.front, post) for post in range(POSTS)] + [
            f"{self.front.url}{path}" for path in ("/", "/blog/", "/feed.xml")
        ]

    def page(self, server: Server, post: int) -> str:
        return f"{server.url}/blog/post-{post}/"

    def publish(self, side: int) -> tuple[int, str, float]:
        """Publish a post on a side; return its number, its new title and when it was answered."""
        number = next(self.published)
        post, title = number % POSTS, f"Version {number} of the cluster"
        picture = self.pictures[number % len(self.pictures)]
        reply = self.editors[post][side].publish(title, f"post-{post}", f"![A](image:{picture})")
        if reply.status_code != 302:
            raise RuntimeError(f"publish {number} was answered with {reply.status_code}")
        self.titles[post] = title
        return post, title, time.time()


@contextmanager
def cluster(folder: Path, database: str) -> Iterator[Cluster]:
    """Start everything on a migrated database; stop it in the end."""
    cache, store, front = servers.redis(folder), servers.object_store(folder), free_port()
    settings = servers.settings(database, cache, store, front)
    made: list[Server] = [cache, store]
    try:
        cache.start()
        store.start()
        webs = [servers.site(f"web-{n}", folder, "web", **settings) for n in (1, 2)]
        names = ("background-1", "background-2")
        backgrounds = [servers.site(name, folder, "background", **settings) for name in names]
        varnish = servers.varnish(folder, front, (webs[0].port, webs[1].port))
        clerk = Clerk(webs[0].env, "tests.workbench.cluster.clerk")
        posts = clerk.ask(f"prepare {POSTS}")
        pictures = clerk.ask("pictures 4")
        for server in (*webs, *backgrounds, varnish):
            made.append(server)
            server.start(is_awaited=False)
        for server in made:
            server.wait()
        made_cluster = Cluster(folder, settings, cache, store, webs, backgrounds, varnish, clerk)
        made_cluster.pictures = pictures
        made_cluster.editors = [
            tuple(Editor(web.url, name, pk) for web in webs) for name, pk in posts
        ]
        yield made_cluster
        clerk.leave()
    finally:
        for server in reversed(made):
            if server.process.poll() is None:
                server.kill()


def publishing(cluster: Cluster, count: int) -> list[Figure]:
    """Publish on either side in turn, under load, and see how soon the others show it."""
    taken: dict[str, list[float]] = {"the other web": [], "Varnish": [], "the store": []}
    stale = 0
    with reading(cluster.addresses()) as met:
        for turn in range(count):
            post, title, moment = cluster.publish(turn % 2)
            other = cluster.page(cluster.webs[(turn + 1) % 2], post)
            for name, address in (
                ("the other web", other),
                ("Varnish", cluster.page(cluster.front, post)),
            ):
                seconds = seconds_until(title, address, moment)
                stale += seconds is None
                taken[name].append(seconds or 10)
            taken["the store"].append(seconds_of_picture(cluster, post, moment))
    yielded = [
        Figure(
            f"fresh by way of {name} after a publish on the other side",
            f"p50 {middle(seconds):.2f} s, p99 {worst(seconds):.2f} s of {len(seconds)}",
            worst(seconds) <= FRESH_SECONDS,
        )
        for name, seconds in taken.items()
    ]
    return [*yielded, Figure("stale", str(stale), stale == 0), load_figure("while publishing", met)]


def seconds_of_picture(cluster: Cluster, post: int, since: float) -> float:
    """Return after how many seconds a page's picture came from the store; 10 if it did not."""
    page = requests.get(cluster.page(cluster.front, post), timeout=30).text
    found = re.search(rf'src="({re.escape(cluster.store.url)}/[^"]+)"', page)
    reply = requests.get(found[1], timeout=30) if found else None
    return time.time() - since if reply is not None and reply.ok else 10


def middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def worst(values: list[float]) -> float:
    return quantiles(values, n=100, method="inclusive")[98] if len(values) > 1 else values[0]


def load_figure(what: str, met: Met, since: float = 0) -> Figure:
    """Return what readers met; nothing may fail of what was asked after a moment."""
    failed = len(met.failures)
    shown = f"{met.answers} answers, {failed} failed, the longest took {met.longest:.1f} s"
    if failed:
        shown += f" (such as {met.failures[0][1]})"
    return Figure(f"readers {what}", shown, not met.failed_since(since))


# How a part ends, and begins again.
Step = tuple[Callable[[], None], Callable[[], None]]


def all_steps(cluster: Cluster, database: Postgres) -> dict[str, Step]:
    """Return what is done to the parts, which nobody stands in for last."""
    store, front = cluster.store, cluster.front
    return {
        **background_step(cluster),
        "a web was killed": (cluster.webs[1].kill, cluster.webs[1].start),
        "Redis was killed": (cluster.cache.kill, cluster.cache.start),
        "the store stood still": (store.freeze, store.thaw),
        RESTART: (database.stop, database.start),
        "Varnish was killed": (front.kill, front.start),
    }


def background_step(cluster: Cluster) -> dict[str, Step]:
    working = next(each for each in cluster.backgrounds if servers.is_working(each))
    return {"the working background was killed": (working.kill, working.start)}


def under_fire(cluster: Cluster, steps: Mapping[str, Step]) -> Iterator[Figure]:
    """End each part in turn while readers read, and begin it again."""
    front = cluster.front
    # As the first one dies, posts are about to go live.
    cluster.clerk.ask(f"schedule {SCHEDULED} 3")
    for what, (end, begin) in steps.items():
        with (
            reading(cluster.addresses()) as by_varnish,
            reading([cluster.page(cluster.webs[0], post) for post in range(POSTS)], 1) as directly,
        ):
            end()
            time.sleep(0 if what == RESTART else AFTER_SECONDS)
            begin()
            there = time.time()
            time.sleep(2)
        # For Varnish and the database nobody stands in: readers meet it while they are away.
        for whose, met, alone in (
            ("by way of Varnish", by_varnish, (RESTART, "Varnish was killed")),
            ("of the other web", directly, (RESTART,)),
        ):
            yield load_figure(f"{whose}, while {what}", met, there if what in alone else 0)
        post, title, moment = cluster.publish(0)
        seconds = seconds_until(title, cluster.page(front, post), moment)
        shown = f"{seconds:.2f} s" if seconds else "never"
        yield Figure(f"a publish after {what} is shown after", shown, bool(seconds))
    live = eventually(
        lambda: len(found := cluster.clerk.ask("scheduled")) == SCHEDULED and found,
        "what was scheduled is live",
    )
    shown = f"{live} times"
    yield Figure("scheduled posts were published", shown, set(live) == {1})


def release(cluster: Cluster) -> list[Figure]:
    """Swap the webs, one after the other, for a release with one more column, under load."""
    tree = cluster.folder / "next"
    shutil.copytree(MANAGE.parent, tree, ignore=LEFT_OUT)
    last = max(each.stem for each in (tree / "blog" / "migrations").glob("0*.py"))
    (tree / "blog" / "migrations" / "9999_tried.py").write_text(MIGRATION.format(last=last))
    with reading(cluster.addresses()) as met:
        env = cluster.webs[0].env | {"PYTHONPATH": str(tree)}
        subprocess.run(
            [sys.executable, str(tree / "manage.py"), "migrate", "--verbosity", "0"],
            env=env,
            check=True,
        )
        for place, old in enumerate(cluster.webs):
            cluster.publish(place)
            old.stop()
            new = servers.site(
                old.name,
                cluster.folder,
                "web",
                tree,
                **cluster.settings,
                REVISION="next",
                PORT=str(old.port),
            )
            new.start()
            cluster.webs[place] = new
            time.sleep(SEEN_SECONDS)
            cluster.publish(place)
    revisions = [requests.get(f"{web.url}/readyz", timeout=10).json() for web in cluster.webs]
    return [
        load_figure("while a release with a new column is swapped", met),
        Figure(
            "what /readyz says of it",
            ", ".join(str(each.get("revision")) for each in revisions),
            all("next" in str(each) for each in revisions),
        ),
    ]


def nothing_lost(cluster: Cluster) -> list[Figure]:
    """Compare what was published with what everybody shows, and look for what was left undone."""

    def done() -> dict[str, int] | None:
        states = cluster.clerk.ask("tasks")
        return None if {"READY", "RUNNING"} & states.keys() else states

    states = eventually(done, f"all tasks are done; {cluster.clerk.ask('tasks')}")
    apart = cluster.clerk.ask("disagreements")
    stale = [
        f"post {post} on {server.name}"
        for post, title in cluster.titles.items()
        for server in (*cluster.webs, cluster.front)
        if title not in requests.get(cluster.page(server, post), timeout=30).text
    ]
    return [
        Figure("tasks by their state", str(states), "FAILED" not in states),
        Figure("what does not agree", str(apart or "nothing"), not apart),
        Figure("pages that show something older", str(stale or "none"), not stale),
    ]
