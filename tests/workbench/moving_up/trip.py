"""A site on its way: its environment, its commands and servers, and how long each step took."""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path

from tests import kept_database
from tests.config.serving.processes import MANAGE, environment, eventually
from tests.workbench.cluster import servers
from tests.workbench.cluster.servers import Server
from tests.workbench.moving_up.answers import BASE, MANY, Kept, Reader, discover, read

PATIENCE = 600
# As the page says.
EMPTY = "template0 LOCALE 'C.UTF-8'"
SETTINGS = {"SITE_URL": BASE, "SEARCH_COUNTS": "false", "LOG_LEVEL": "ERROR"}


class Trip:
    """A site in a folder; its settings change as it goes along its roads.

    `database` is the address of a server where databases may be made, with a `/` in the end; of
    what there is most of, which is `many`, one in `every` is looked at. `template` is the database
    that new ones are copies of. A short trip starts servers only to look at them.
    """

    def __init__(
        self,
        folder: Path,
        database: str,
        every: int = 1,
        *,
        many: re.Pattern[str] = MANY,
        template: str = EMPTY,
        is_short: bool = False,
    ) -> None:
        self.folder, self.database, self.template = folder, database, template
        self.every, self.many, self.is_short = every, many, is_short
        self.settings = {**SETTINGS, "STATIC_ROOT": str(folder / "site" / "static")}
        self.steps: list[tuple[str, float]] = []
        self.store = ""
        self.doors: Callable[[Trip], AbstractContextManager[list[Reader]]] = one_web
        self._stack, self._looks = ExitStack(), 0

    def __enter__(self) -> "Trip":
        return self

    def __exit__(self, *raised: object) -> None:
        self._stack.close()

    @property
    def data_dir(self) -> Path:
        return Path(self.settings["DATA_DIR"])

    def take_site(self, made: Path) -> None:
        """Begin with a copy of a site on SQLite, with uploads on disk."""
        self.settings["DATA_DIR"] = str(shutil.copytree(made, self.folder / "site"))

    def make_site(self, posts: int, painted: int) -> None:
        """Begin with a new one, of so many made-up posts and painted cards."""
        self.move_to("site")
        kept_database.copy_into(self.data_dir)
        module = "tests.workbench.moving_up.fill"
        self._run("the site is made", "-m", module, str(posts), str(painted))

    def move_to(self, name: str) -> None:
        """Take a new, empty folder for data."""
        folder = self.folder / name
        folder.mkdir(mode=0o700)
        self.settings["DATA_DIR"] = str(folder)

    def manage(self, *arguments: str) -> str:
        """Run a command and return what it prints; raise RuntimeError where it fails."""
        return self._run(f"manage.py {arguments[0]}", str(MANAGE), *arguments)

    def _run(self, step: str, *command: str) -> str:
        with self.timed(step):
            done = subprocess.run(
                [sys.executable, *command],
                env=self._environment(),
                cwd=MANAGE.parent,
                capture_output=True,
                text=True,
                check=False,
            )
        if done.returncode:
            raise RuntimeError(f"{step}: {done.stderr[-3000:]}")
        return done.stdout

    def _environment(self) -> dict[str, str]:
        return environment(self.data_dir, **self.settings)

    def other_machine(self, name: str, role: str) -> Server:
        """Return a machine with a folder of its own, and otherwise the same environment."""
        shared = {key: value for key, value in self.settings.items() if key != "DATA_DIR"}
        # Of two background processes, the one that stands by is known by its log.
        shared["LOG_LEVEL"] = "INFO"
        return servers.site(name, self.folder, role, **shared)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.steps.append((step, time.monotonic() - began))

    def keep_running(self, *servers: Server) -> None:
        """Start servers that run until the trip is over."""
        self._stack.enter_context(running(*servers))

    def at_the_end(self, do: Callable[[], None]) -> None:
        self._stack.callback(do)

    def serve(self) -> None:
        """Start the whole site by one `serve`, have it say that it is ready, and stop it."""
        if self.is_short:
            return
        whole = self.machine("whole", "--workers", "1")
        with self.timed("serve, until it is ready"), running(whole):
            # The background process is a moment behind the web server.
            is_ready = partial(servers.answers, whole.port, "/readyz")
            eventually(is_ready, "the site is ready", PATIENCE)

    def web(self) -> Server:
        """Return the web server of one machine."""
        return self.machine("web", "--web", "--workers", "1" if self.is_short else "2")

    def machine(self, name: str, *options: str) -> Server:
        """Return a server of the site as it is now, on a port of its own."""
        env = self._environment()
        port = int(env["PORT"])
        return Server(
            name,
            self.folder,
            [sys.executable, str(MANAGE), "serve", *options],
            port,
            is_up=lambda: servers.answers(port, "/healthz"),
            env=env,
        )

    def look(self, searches: Sequence[str], known: Kept | None = None) -> Kept:
        """Return what readers see now: at all addresses that links lead to, or at those known."""
        self._looks += 1
        kept = Kept(self.folder / f"look-{self._looks}.sqlite3")
        with self.doors(self) as readers:
            if known is None:
                discover(readers[0], searches, kept, self.many, self.every)
            else:
                read(readers, known.addresses(), kept)
            kept.servers = len(readers)
        return kept


@contextmanager
def one_web(trip: Trip) -> Iterator[list[Reader]]:
    """Have readers served by one machine."""
    with running(web := trip.web()):
        yield [Reader(web.url, trip.store)]


@contextmanager
def open_folder() -> Iterator[Path]:
    """Yield a folder that PostgreSQL and nginx, of other users, may look into."""
    with tempfile.TemporaryDirectory(prefix="moving-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def running(*started: Server) -> Iterator[None]:
    """Start servers at once, which on a busy machine may take their time; kill them in the end."""
    with ExitStack() as stack:
        for server in started:
            server.patience = PATIENCE
            server.start(is_awaited=False)
            stack.callback(server.kill)
        for server in started:
            server.wait()
        yield
