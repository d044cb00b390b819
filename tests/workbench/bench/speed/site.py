"""The site as it is measured: production's settings, on a database and a folder of its own."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django_tasks_db.models import DBTaskResult

from tests.config.serving.processes import child_running, environment, family
from tests.config.serving.running_site import served
from tests.workbench.bench.search.corpus import say
from tests.workbench.bench.speed.options import Options

# The same in every run, or `serve` would take the site's address for a new one.
SITE_URL = "http://127.0.0.1"


def database_url(options: Options, name: str, engine: str = "") -> str:
    """Return the address of a database of the benchmark's own; `engine` is that of a server."""
    if not engine:
        return f"sqlite:///{options.folder / f'speed-{name}.sqlite3'}"
    parts = urlsplit(engine)
    path = f"{parts.path}_bench_speed_{name.replace('-', '_')}"
    return parts._replace(path=path).geturl()


def settings(options: Options, name: str, engine: str = "") -> dict[str, str]:
    """Return what differs from the environment of any site."""
    return {
        "DATABASE_URL": database_url(options, name, engine),
        "SITE_URL": SITE_URL,
        "PYTHONDONTWRITEBYTECODE": "",
    }


def process_environment(options: Options, name: str, engine: str = "") -> dict[str, str]:
    """Return the whole environment of a process that reads one database."""
    return environment(data_folder(options), **settings(options, name, engine))


def data_folder(options: Options) -> Path:
    folder = options.folder / "speed-site"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def serving(options: Options, count: int, **changes: str) -> Iterator[tuple[str, int]]:
    """Run `manage.py serve` on a copy of a database; yield its address and the process's id."""
    say(f"Serving {count} posts {' '.join(changes.values())}")
    with copied_database(options, count) as copy, started(copy, **changes) as running:
        yield running


@contextmanager
def started(copy: dict[str, str], **changes: str) -> Iterator[tuple[str, int]]:
    """Run `manage.py serve` on what `copied_database` yields; see `serving`."""
    values = {"SITE_URL": SITE_URL, "PYTHONDONTWRITEBYTECODE": "", **changes}
    with served(Path(copy["DATA_DIR"]), **values) as (process, env, _log):
        yield f"http://127.0.0.1:{env['PORT']}", process.pid


@contextmanager
def copied_database(options: Options, count: int) -> Iterator[dict[str, str]]:
    """Copy an embedded database for a while; yield where it is, for an environment."""
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        copy = Path(folder) / "db.sqlite3"
        copy_database(options.folder / f"speed-{count}.sqlite3", copy)
        yield {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{copy}"}


def copy_database(path: Path, copy: Path) -> None:
    """Copy an embedded database, without tasks that wait: running them would disturb."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute(f"DELETE FROM {DBTaskResult._meta.db_table}")
        target.commit()


def web_processes(pid: int) -> list[int]:
    """Return the web server's processes below `serve`, without the one that works beside it."""
    return family(child_running(pid, "granian"))
