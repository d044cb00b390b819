"""Keeps one migrated database for each state of the migrations; every run tests copies of it."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

from tests.postgres import address, make, open_server

MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
FOLDER = Path(settings.DATA_DIR) / "test-databases"
# How the names of the server's begin.
KEPT = "epoch_kept_"


def take_copy(path: Path) -> None:
    """Have a copy be the test database: migrated, and empty but for what migrations write.

    On SQLite it is made at `path`; a server makes its own.
    """
    if connection.vendor == "sqlite":
        shutil.copyfile(migrated(), path)
        connection.settings_dict["TEST"]["NAME"] = str(path)
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_on_server()


def copy_into(data_dir: Path) -> None:
    """Give a site that is run as processes its embedded database, migrated."""
    database = data_dir / "db.sqlite3"
    shutil.copyfile(migrated(), database)
    # A file that others may read is closed at the start, and that is logged.
    database.chmod(0o600)


def migrated() -> Path:
    """Return the database that is kept, made now where none fits the migrations."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = FOLDER / f"{hash_of_migrations()}.sqlite3"
    with lock():
        if not kept.exists():
            for other in FOLDER.glob("*.sqlite3*"):
                other.unlink()
            new = FOLDER / "new.sqlite3"
            migrate(f"sqlite:///{new.resolve()}")
            new.rename(kept)
    return kept


def migrated_on_server() -> str:
    """Return the name of the one that PostgreSQL keeps, made now where none fits the migrations."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = f"{KEPT}{hash_of_migrations()}"
    with lock(), open_server() as server:
        rows = server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [KEPT]
        )
        names = {name for (name,) in rows}
        if kept not in names:
            for other in names:
                server.execute(f"DROP DATABASE {other} WITH (FORCE)")
            new = f"{KEPT}new"
            make(server, new, template="template0")
            migrate(address(server, new))
            server.execute(f"ALTER DATABASE {new} RENAME TO {kept}")
    return kept


def hash_of_migrations() -> str:
    """Return a hash of the names and texts of all apps' migrations, Wagtail's and Django's too."""
    known = hashlib.sha256()
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path).glob("migrations/*.py")):
            known.update(f"{app.label} {file.name}".encode() + file.read_bytes())
    return known.hexdigest()[:16]


@contextmanager
def lock() -> Iterator[None]:
    """Let one process at a time migrate; the others of a run wait for what it makes."""
    with (FOLDER / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def migrate(database_url: str) -> None:
    """Migrate, by a process of its own, since it may be asked for where tests use no database."""
    subprocess.run(
        [sys.executable, str(MANAGE), "migrate", "--verbosity", "0"],
        env={**os.environ, "DATABASE_URL": database_url},
        check=True,
    )
