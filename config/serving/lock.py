"""Keeps a second `serve` off the same embedded database, whose tasks it would run twice."""

import fcntl
import os
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError

from config.serving.data_files import database_file


def lock_database() -> int:
    """Lock for as long as this process lives; raise CommandError when another one has.

    Returns the descriptor that holds the lock. It outlasts execve and is closed in children,
    so the kernel frees the lock when the supervisor ends, however that happens.
    """
    path = lock_file()
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CommandError(
            f"Another `serve` runs on this database ({path} is locked): stop it first."
        ) from error
    except OSError as error:
        raise CommandError(f"{path} cannot be locked: {error.strerror}.") from error
    os.set_inheritable(descriptor, True)
    return descriptor


def lock_file() -> Path:
    """Beside the database it stands for; in DATA_DIR where a server keeps the data."""
    database = database_file() or settings.DATA_DIR / "server"
    return database.with_name(f"{database.name}.serve-lock")
