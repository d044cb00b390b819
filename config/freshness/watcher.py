"""Sees each statement that a connection runs and, after the commit, announces what it changed."""

import logging
import math
import time
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from config.freshness.statements import changes_what_is_shown, written_table
from config.monitoring.slow_queries import note_slow_query

logger = logging.getLogger(__name__)

Announce = Callable[[], None]
Count = Callable[[str], None]


class Watcher:
    """A wrapper for `execute` of one connection.

    Below the models, so that bulk updates, raw SQL and what Wagtail adds tomorrow are seen too.
    `count` is told the table of each change that is committed.
    """

    def __init__(
        self, connection: BaseDatabaseWrapper, announce: Announce, count: Count | None = None
    ) -> None:
        self.connection = connection
        self.announce = announce
        self.count = count
        self.has_changed = self.is_held = False
        self.slow_seconds = settings.SLOW_QUERY_MS / 1000 or math.inf

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            seconds = time.perf_counter() - started
            if changes_what_is_shown(str(sql)) or self.is_commit_by_hand(str(sql)):
                self.note_change(written_table(str(sql)) if self.count else "")
            if seconds >= self.slow_seconds:
                note_slow_query(str(sql), seconds)

    def is_commit_by_hand(self, sql: str) -> bool:
        """Tell whether a savepoint ends that no transaction of Django's is around: a commit."""
        return not self.connection.in_atomic_block and "RELEASE" in sql.upper()

    def note_change(self, table: str = "") -> None:
        """Announce and count a change, once it is committed."""
        self.has_changed = True
        if not self.connection.in_atomic_block:
            # Without autocommit the commit is one's own, see `watch`.
            self.is_held = not self.connection.get_autocommit()
            if not self.is_held:
                self.settle(table)
        else:
            # At each write: a savepoint that is rolled back takes its own along.
            settle = partial(self.settle, table)
            transaction.on_commit(settle, using=self.connection.alias, robust=True)

    def settle(self, table: str = "") -> None:
        """Announce what was committed and not yet announced, count `table`; never raise."""
        if self.count and table:
            self.count(table)
        if not self.has_changed:
            return
        self.has_changed = self.is_held = False
        try:
            self.announce()
        except Exception:
            logger.exception("A change could not be announced to all who keep pages.")


def watch(connection: BaseDatabaseWrapper, announce: Announce, count: Count | None = None) -> None:
    """Have a watcher on a connection, as its first wrapper; a second call does nothing.

    First, since `execute_wrapper` takes the last one away when it ends.
    """
    if watcher_of(connection) is None:
        watcher = Watcher(connection, announce, count)
        connection.execute_wrappers.insert(0, watcher)
        connection.commit = _settling_after(connection.commit, watcher)  # type: ignore[method-assign]  # no signal of commits
        connection.set_autocommit = _settling_after(connection.set_autocommit, watcher)  # type: ignore[method-assign]  # nor of this


def _settling_after(commit: Callable[..., None], watcher: Watcher) -> Callable[..., None]:
    """Return a commit that announces; without autocommit Django runs no hooks after it."""

    @wraps(commit)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        commit(*args, **kwargs)
        if watcher.is_held:
            watcher.settle()

    return wrapped


def watcher_of(connection: BaseDatabaseWrapper) -> Watcher | None:
    wrappers = connection.execute_wrappers
    return next((each for each in wrappers if isinstance(each, Watcher)), None)


def settle_all() -> None:
    """Announce for this thread's connections what an exception after a commit held up."""
    for connection in connections.all(initialized_only=True):
        watcher = watcher_of(connection)
        if watcher is not None and not connection.in_atomic_block:
            watcher.settle()


def is_settled() -> bool:
    """Tell whether this thread reads what all others read.

    Within a transaction it may read what it wrote itself, or what others have replaced meanwhile.
    """
    return not any(each.in_atomic_block for each in connections.all(initialized_only=True))
