"""The PostgreSQL server that the suite runs on, and databases that are made there."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
from django.db import connection


@contextmanager
def open_server() -> Iterator[psycopg.Connection]:
    """A connection beside Django's, which tests may use without its databases."""
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"] or "127.0.0.1",
        port=settings["PORT"] or 5432,
        user=settings["USER"],
        password=settings["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    ) as server:
        yield server


@contextmanager
def database(server: psycopg.Connection, name: str, *, template: str) -> Iterator[str]:
    """Make a database of that name, and drop it in the end."""
    make(server, name, template=template)
    try:
        yield name
    finally:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def make(server: psycopg.Connection, name: str, *, template: str) -> None:
    """Make a database, in the place of one that an earlier run left."""
    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    # Of what has a locale already, a copy keeps it.
    locale = "LOCALE 'C.UTF-8'" if template == "template0" else ""
    server.execute(f"CREATE DATABASE {name} TEMPLATE {template} {locale}")


def address(server: psycopg.Connection, name: str) -> str:
    """Return what DATABASE_URL must be for a database of the server."""
    user, password = (quote(text, safe="") for text in (server.info.user, server.info.password))
    secret = f":{password}" if password else ""
    return f"postgres://{user}{secret}@{server.info.host}:{server.info.port}/{name}"
