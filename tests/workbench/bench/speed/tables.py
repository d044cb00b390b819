"""Copies all rows of an embedded database into PostgreSQL's, which has been migrated.

To write the same posts a second time, and to index them, takes a quarter of an hour.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

# Wagtail's own index is another on each engine; nothing that is measured reads it.
LEFT_OUT = ("wagtailsearch", "modelsearch")


def copy_tables(path: str) -> None:
    """Put in place of all rows those of the embedded database at a path."""
    models = list(_models())
    quote = connection.ops.quote_name
    with (
        closing(sqlite3.connect(path)) as source,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        tables = ", ".join(quote(model._meta.db_table) for model in models)
        cursor.execute(f"TRUNCATE {tables} CASCADE")
        for model in models:
            names = ", ".join(quote(f.column) for f in model._meta.local_concrete_fields)
            table = quote(model._meta.db_table)
            rows = source.execute(f"SELECT {names} FROM {table}")
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as target:
                for row in rows:
                    # Both write dates, keys and truth so that the other reads them.
                    target.write_row([None if each is None else str(each) for each in row])
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _models() -> Iterator[type[Model]]:
    """Yield all models that have tables, those between two others included."""
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and meta.app_label not in LEFT_OUT:
            yield model
