"""Keeps the last key that each table gave out, so that a deleted row's key never comes again.

The log and the usage index know rows by key alone: a new page under the key of a deleted one
would inherit its history.
"""

from django.db import connection
from django.db.models import AutoField, Max, Model


def last_key(model: type[Model]) -> int | None:
    """Return the last key given out, 0 for none yet, or None where keys aren't counted."""
    if not isinstance(model._meta.pk, AutoField):
        return None
    highest = model._base_manager.aggregate(highest=Max("pk"))["highest"] or 0
    return max(highest, _last_key_given_out(model))


def set_last_key(model: type[Model], key: int) -> None:
    """Make the next key the one after `key`, or after the highest there is."""
    key = max(key, last_key(model) or 0)
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)",
                [_quoted(table), column, max(key, 1), key > 0],
            )
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, key])


def _last_key_given_out(model: type[Model]) -> int:
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [_quoted(table), column])
            (name,) = cursor.fetchone()
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}")
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (key,) = cursor.fetchone() or (0,)
    return key


def _quoted(table: str) -> str:
    return connection.ops.quote_name(table)
