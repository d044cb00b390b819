"""Writes a site's embedded database as SQL, for a later version to be upgraded from.

`python -m tests.upgrade.dump DATABASE FILE`. Passwords, sessions and what waits in the queue stay
behind, and so do the engine's own tables: they fill as the rows that they index are inserted.
"""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

LEFT_OUT = ("django_session", "django_tasks_database_dbtaskresult", "wagtailcore_pagelogentry")
PASSWORD = ("auth_user", "password")
ROWS_AT_ONCE = 400
FIRST = ("table", "view", "trigger", "index")


def statements(database: sqlite3.Connection) -> Iterator[str]:
    """Yield what makes the database anew: its schema, then its rows."""
    schema = database.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    virtual = [name for _, name, sql in schema if sql.upper().startswith("CREATE VIRTUAL")]
    shadows = tuple(f"{name}_" for name in virtual)
    kept = [
        (kind, name, sql)
        for kind, name, sql in schema
        if not (kind == "table" and name.startswith((*shadows, "sqlite_")))
    ]
    yield from (" ".join(sql.split()) for _, _, sql in sorted(kept, key=_place_of))
    tables = [name for kind, name, _ in kept if kind == "table" and name not in virtual]
    for name in tables:
        if name not in LEFT_OUT:
            yield from _rows(database, name)
    yield "DELETE FROM sqlite_sequence"
    yield from _rows(database, "sqlite_sequence")


def _place_of(row: tuple[str, str, str]) -> int:
    return FIRST.index(row[0])


def _rows(database: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
    quoted = ", ".join(
        "quote('!')" if (table, name) == PASSWORD else f'quote("{name}")' for name in columns
    )
    rows = [",".join(row) for row in database.execute(f'SELECT {quoted} FROM "{table}"')]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        values = "),\n(".join(rows[start : start + ROWS_AT_ONCE])
        # Editors and git may change how a line of a file ends.
        values = values.replace("\r", "'||char(13)||'")
        yield f'INSERT INTO "{table}" VALUES\n({values})'


def main(path: str, target: str) -> None:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        text = "".join(f"{statement};\n" for statement in statements(database))
    Path(target).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
