"""All parts of a cluster on loopback, and what is done with them: read, publish, submit."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.blog.webhooks.receiver import Receiver, receiving
from tests.config.serving.processes import free_port
from tests.config.serving.running_site import Clerk, Editor
from tests.workbench.cluster import servers
from tests.workbench.cluster.mail_server import MailServer, mail_server
from tests.workbench.cluster.servers import Server

POSTS = 4
PICTURES = 4
# The editors that the clerk makes, of whom each is mailed what is submitted.
REVIEWERS = [f"editor-{number}@example.org" for number in range(POSTS)]


@dataclass
class Cluster:
    """All servers by name, who is told of what, and who writes there.

    `started` has all servers, those of a release too: they end with the cluster.
    Of `editors` there are two for each post, one on either side. `published` and `submitted` are
    the titles so far, `titles` the newest of each post; `cut_off` the ids of what was being sent
    as its sender was killed.
    """

    folder: Path
    settings: dict[str, str]
    cache: Server
    store: Server
    webs: list[Server]
    backgrounds: list[Server]
    front: Server
    receiver: Receiver
    mail: MailServer
    clerk: Clerk
    author: Editor
    editors: list[tuple[Editor, ...]]
    pictures: list[int]
    started: list[Server]
    published: list[str] = field(default_factory=list)
    submitted: list[str] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)
    cut_off: set[str] = field(default_factory=set)

    def addresses(self) -> list[str]:
        """Return what readers read: each post and the lists, by way of Varnish."""
        return [self.page(self.front, post) for post in range(POSTS)] + [
            f"{self.front.url}{path}" for path in ("/", "/blog/", "/feed.xml")
        ]

    def page(self, server: Server, post: int) -> str:
        return f"{server.url}/blog/post-{post}/"

    def publish(self, side: int) -> tuple[int, str, float]:
        """Publish a post on a side; return its number, its new title and when it was answered."""
        number = len(self.published)
        post, title = number % POSTS, f"Version {number} of the cluster"
        picture = self.pictures[number % len(self.pictures)]
        reply = self.editors[post][side].publish(title, f"post-{post}", f"![A](image:{picture})")
        if reply.status_code != 302:
            raise RuntimeError(f"publish {number} was answered with {reply.status_code}")
        self.published.append(title)
        self.titles[post] = title
        return post, title, time.time()

    def submit(self) -> None:
        """Have an author submit a new post for review."""
        number = len(self.submitted)
        slug, title = f"draft-{number}", f"Draft {number} of the cluster"
        self.author.turn_to(self.clerk.ask(f"draft {slug}"))
        reply = self.author.submit(title, slug)
        if reply.status_code != 302:
            raise RuntimeError(f"submission {number} was answered with {reply.status_code}")
        self.submitted.append(title)


@contextmanager
def cluster(folder: Path, database: str) -> Iterator[Cluster]:
    """Start everything on a migrated database; stop it in the end."""
    with (
        receiving() as receiver,
        mail_server() as mail,
        _killed_in_the_end() as made,
        ExitStack() as stack,
    ):
        cache, store, port = servers.redis(folder), servers.object_store(folder), free_port()
        _start_together(made, [cache, store])
        settings = servers.settings(database, cache, store, port) | {"EMAIL_URL": mail.address}
        webs, backgrounds = _sites(folder, settings, receiver)
        front = servers.varnish(folder, port, (webs[0].port, webs[1].port))
        clerk = Clerk(webs[0].env, "tests.workbench.cluster.clerk")
        stack.callback(clerk.leave)
        posts = clerk.ask(f"prepare {POSTS}")
        receiver.secret = clerk.ask(f"webhook {receiver.address}")
        _start_together(made, [*webs, *backgrounds, front])
        yield Cluster(
            folder, settings, cache, store, webs, backgrounds, front, receiver, mail, clerk,
            author=Editor(webs[0].url, clerk.ask("author"), 0),
            editors=[tuple(Editor(web.url, *pair) for web in webs) for pair in posts],
            pictures=clerk.ask(f"pictures {PICTURES}"), started=made,
        )  # fmt: skip


def _sites(
    folder: Path, settings: dict[str, str], receiver: Receiver
) -> tuple[list[Server], list[Server]]:
    """Return two webs and two background processes, of which the latter tell the receiver."""
    told = partial(servers.telling_background, receiver_port=receiver.server_port, **settings)
    webs = [servers.site(f"web-{n}", folder, "web", **settings) for n in (1, 2)]
    return webs, [told(f"background-{n}", folder) for n in (1, 2)]


def _start_together(made: list[Server], others: list[Server]) -> None:
    for server in others:
        made.append(server)
        server.start(is_awaited=False)
    for server in others:
        server.wait()


@contextmanager
def _killed_in_the_end() -> Iterator[list[Server]]:
    """Yield a list for servers that were started; the newest is killed first."""
    made: list[Server] = []
    try:
        yield made
    finally:
        for server in reversed(made):
            if server.process.poll() is None:
                server.kill()
