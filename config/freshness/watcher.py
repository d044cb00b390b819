"""Sees each statement that a connection runs and, after the commit, announces what it changed."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from config.freshness.statements import changes_what_is_shown

logger = logging.getLogger(__name__)

Announce = Callable[[], None]


class Watcher:
    """A wrapper for `execute` of one connection.

    Below the models, so that bulk updates, raw SQL and what Wagtail adds tomorrow are seen too.
    """

    def __init__(self, connection: BaseDatabaseWrapper, announce: Announce) -> None:
        self.connection = connection
        self.announce = announce
        self.has_changed = self.is_held = False

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        try:
            return execute(sql, params, many, context)
        finally:
            if changes_what_is_shown(str(sql)) or self.is_commit_by_hand(str(sql)):
                self.note_change()

    def is_commit_by_hand(self, sql: str) -> bool:
        """Tell whether a savepoint ends that no transaction of Django's is around: a commit."""
        return not self.connection.in_atomic_block and "RELEASE" in sql.upper()

    def note_change(self) -> None:
        """Announce a change, once it is committed."""
        self.has_changed = True
        if not self.connection.in_atomic_block:
            # Without autocommit the commit is one's own, see `watch`.
            self.is_held = not self.connection.get_autocommit()
            if not self.is_held:
                self.settle()
        else:
            # At each write: a savepoint that is rolled back takes its own along.
            transaction.on_commit(self.settle, using=self.connection.alias, robust=True)

    def settle(self) -> None:
        """Announce what was committed and not yet announced; never raise."""
        if not self.has_changed:
            return
        self.has_changed = self.is_held = False
        try:
            self.announce()
        except Exception:
            logger.exception("A change could not be announced to all who keep pages.")


def watch(connection: BaseDatabaseWrapper, announce: Announce) -> None:
    """Have a watcher on a connection, as its first wrapper; a second call does nothing.

    First, since `execute_wrapper` takes the last one away when it ends.
    """
    if watcher_of(connection) is None:
        watcher = Watcher(connection, announce)
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
