"""The engines that match; one for each database."""

from functools import lru_cache

from django.db import connection

from search.backends.interface import Engine
from search.backends.postgres import PostgresEngine
from search.backends.sqlite import SqliteEngine


def engine() -> Engine:
    """Return the engine of the database at hand."""
    return _engine(connection.vendor)


@lru_cache
def _engine(vendor: str) -> Engine:
    return SqliteEngine() if vendor == "sqlite" else PostgresEngine()
