"""Hands a statement many rows at once: what is long to write is long to read for the database."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection


class ManyRows:
    """A statement that reads its values from a table of rows, `{rows}` in its SQL.

    The rows are one parameter on SQLite and one a column on PostgreSQL, however many they are;
    `kinds` are the columns' types there.
    """

    def __init__(self, sql: str, kinds: Sequence[str]) -> None:
        columns = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(kinds)))
        arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
        self._sql = {
            "sqlite": sql.format(rows=f"(SELECT {columns} FROM json_each(%s))"),
            "postgresql": sql.format(rows=f"unnest({arrays})"),
        }

    def run(self, rows: Sequence[tuple]) -> None:
        """Run it with some rows; with none, not at all."""
        if not rows:
            return
        if connection.vendor == "sqlite":
            values: list[Any] = [json.dumps(rows)]
        else:
            values = [list(column) for column in zip(*rows, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(self._sql[connection.vendor], values)
