"""Opens one transaction for all that a piece of work writes, at the first thing it writes."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction

# Seconds; as long as SQLite itself waits, see DATABASES.
PATIENCE = 20.0
# Seconds; about what a write takes when it is let through.
COURTESY = 0.15
READING = ("SELECT", "EXPLAIN", "PRAGMA")
# SQLITE_BUSY and SQLITE_LOCKED, whatever their extended codes say.
SQLITE_BUSY_CODES = {5, 6}
# lock_not_available, deadlock_detected, serialization_failure.
POSTGRES_BUSY_STATES = {"55P03", "40P01", "40001"}
# admin_shutdown, crash_shutdown, cannot_connect_now.
POSTGRES_AWAY_STATES = {"57P01", "57P02", "57P03"}

logger = logging.getLogger(__name__)

# The writers of this process take turns here. SQLite's own waiting is no queue: each waiter
# sleeps up to a tenth of a second and tries again, so that some come much too late.
_turn = Lock()
# Set while nobody here holds the write lock.
_idle = Event()
_idle.set()


class DatabaseBusyError(OperationalError):
    """Others were writing for too long."""


@contextmanager
def one_transaction() -> Iterator[None]:
    """Commit all that is written inside at once, or nothing of it when it raises.

    On SQLite the write lock is taken by the first write or inner `atomic()` and not before, so
    that reading, validating and rendering ahead of it keep nobody waiting. On PostgreSQL,
    where reading keeps nobody waiting, this is `atomic()`. Raises an OperationalError, for
    which `is_busy` holds, when the lock can't be had.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    late = LateBegin()
    try:
        with connection.execute_wrapper(late), transaction.atomic():
            yield
    finally:
        late.end()


class LateBegin:
    """Holds back the BEGIN of SQLite until a statement writes (a wrapper for `execute`)."""

    def __init__(self) -> None:
        self.is_seen = False
        self.held_back = ""
        self.began: float | None = None

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        if not self.is_seen:
            self.is_seen, self.held_back = True, sql
            return None
        if self.held_back and connection.in_atomic_block and not is_reading(sql):
            begin, self.held_back = self.held_back, ""
            self.take_turn()
            execute(begin, None, False, context)
            # Before whatever else is to follow the commit.
            transaction.on_commit(self.end)
        return execute(sql, params, many, context)

    def take_turn(self) -> None:
        if not _turn.acquire(timeout=PATIENCE):
            raise DatabaseBusyError("Others have been writing for too long.")
        _idle.clear()
        self.began = time.perf_counter()

    def end(self) -> None:
        """Let the next writer have its turn; a second call does nothing."""
        if self.began is not None:
            milliseconds = (time.perf_counter() - self.began) * 1000
            self.began = None
            _idle.set()
            _turn.release()
            logger.debug("held the write lock for %.1f ms", milliseconds)


def let_writer_through() -> None:
    """Wait a moment while another thread of this process holds the write lock.

    Python runs one thread at a time, so that each request that begins meanwhile would make the
    lock last longer for everyone who waits for it.
    """
    _idle.wait(COURTESY)


def is_reading(sql: str) -> bool:
    """Tell whether a statement of Django's only reads."""
    return sql.lstrip("( \n").upper().startswith(READING)


def is_busy(error: BaseException | None) -> bool:
    """Tell whether a database error says that others were in the way, not that we are wrong."""
    if isinstance(error, DatabaseBusyError):
        return True
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF
    state = getattr(error.__cause__, "sqlstate", None)
    return code in SQLITE_BUSY_CODES or state in POSTGRES_BUSY_STATES


def is_away(error: BaseException | None) -> bool:
    """Tell whether a database error says that PostgreSQL can't be reached just now."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    # None where nobody was there to say what was the matter; class 08 is of connections.
    state = getattr(error.__cause__, "sqlstate", "")
    return state is None or state.startswith("08") or state in POSTGRES_AWAY_STATES
