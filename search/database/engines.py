"""Chooses the engine that matches, by the database at hand."""

from functools import lru_cache

from django.db import connection

from search.database.interface import Engine
from search.database.postgres import PostgresEngine
from search.database.sqlite import SqliteEngine


def engine() -> Engine:
    """Return the engine of the database at hand."""
    return _engine(connection.vendor)


@lru_cache
def _engine(vendor: str) -> Engine:
    return SqliteEngine() if vendor == "sqlite" else PostgresEngine()
