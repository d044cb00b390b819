"""Keeps one migrated SQLite database for each state of the migrations; every run tests a copy."""

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

MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
FOLDER = Path(settings.DATA_DIR) / "test-databases"


def take_copy(path: Path) -> None:
    """Make `path` the test database, migrated, and empty but for what migrations write."""
    shutil.copyfile(migrated(), path)
    connection.settings_dict["TEST"]["NAME"] = str(path)


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
            migrate(kept)
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


def migrate(kept: Path) -> None:
    """Make a migrated database, in place of those of other migrations."""
    new = FOLDER / "new.sqlite3"
    for other in FOLDER.glob("*.sqlite3*"):
        other.unlink()
    # By a process of its own, so that it may be asked for where tests may not use the database.
    subprocess.run(
        [sys.executable, str(MANAGE), "migrate", "--verbosity", "0"],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{new.resolve()}"},
        check=True,
    )
    new.rename(kept)
