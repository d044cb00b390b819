"""Reads the database as of one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, cast

from django.db import connection, transaction


class _Sqlite(Protocol):
    """What only Django's connections to SQLite have."""

    transaction_mode: str | None


@contextmanager
def snapshot() -> Iterator[None]:
    """Read all in one transaction that takes no write lock and sees no later commit."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with _without_write_lock(cast("_Sqlite", connection)), transaction.atomic(durable=True):
            yield
    else:
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _without_write_lock(connection: _Sqlite) -> Iterator[None]:
    """Begin without the write lock that the site's own transactions take at once.

    In WAL mode the snapshot then lasts from the first read to the end.
    """
    mode = connection.transaction_mode
    connection.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = mode
