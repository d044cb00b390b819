"""Keeps a second `serve` off the same database, whose tasks it would run twice."""

import fcntl
import os
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError
from django.db import Error as DatabaseError
from django.db import connection

from config.serving.data_files import database_file

# The number of our lock among those that programs agree on in a PostgreSQL database.
ADVISORY_KEY = int.from_bytes(b"epoch", "big")
# Seconds of silence after which the server asks whether our machine lives, and between three such
# questions. Left to itself it holds the lock of one without power or network for two hours.
TAKE = """SELECT set_config('tcp_keepalives_idle', '15', false),
    set_config('tcp_keepalives_interval', '5', false),
    set_config('tcp_keepalives_count', '3', false),
    pg_try_advisory_lock(%s)"""
TAKEN = "Another `serve` runs on this database ({}): stop it first, or start this one with --web."


class SessionLock:
    """PostgreSQL's part: a lock that ends with the database session that took it, so no machine
    that dies leaves it behind. Any other database is guarded by the file alone.

    Needs sessions of its own, which a pooler in transaction mode doesn't give.
    """

    def __init__(self) -> None:
        # Outside of Django's own connections, which are closed now and then.
        self.session = connection.copy() if connection.vendor == "postgresql" else None

    def take(self) -> bool:
        """Take the lock, or take it once more; tell whether it is ours. Raises DatabaseError."""
        if self.session is None:
            return True
        with self.session.cursor() as cursor:
            cursor.execute(TAKE, [ADVISORY_KEY])
            return cursor.fetchone()[-1]

    def is_lost(self) -> bool:
        """Tell whether another process took the lock while the database was away."""
        for _ in range(2):
            try:
                return not self.take()
            except DatabaseError:
                # The session has ended, and with it our lock: a new one tells who has it now.
                self.release()
        # Away right now: the next look will tell.
        return False

    def release(self) -> None:
        if self.session is not None:
            self.session.close()


def refuse_second_serve() -> None:
    """Raise CommandError when a process on any machine holds the database's lock.

    The background process takes it for good; until then two that start together may both pass.
    """
    lock = SessionLock()
    try:
        if not lock.take():
            raise CommandError(TAKEN.format("its lock is held"))
    finally:
        lock.release()


def lock_database() -> int:
    """Lock the database until this process ends; raise CommandError when another one has.

    Returns the descriptor that holds the lock. It outlasts execve and is closed in children,
    so the kernel frees the lock when the supervisor ends, however that happens.
    """
    path = lock_file()
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CommandError(TAKEN.format(f"{path} is locked")) from error
    except OSError as error:
        raise CommandError(f"{path} cannot be locked: {error.strerror}.") from error
    os.set_inheritable(descriptor, True)
    return descriptor


def lock_file() -> Path:
    """Return a file beside the database, or in DATA_DIR where a server keeps the data."""
    database = database_file() or settings.DATA_DIR / "server"
    return database.with_name(f"{database.name}.serve-lock")
