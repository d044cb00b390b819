"""Lists the tables that a backup holds, and turns rows into lines of JSON and back."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Expression, ExpressionWrapper, F, Field, JSONField, Model, QuerySet
from django.utils.duration import duration_iso_string

from config.backup.errors import BackupError

# Logins and open editors end with the site they belong to; the search indexes are made anew. Which
# page is near to which is kept: found page by page, it is not what all at once would give.
LEFT_OUT = {
    "sessions.Session",
    "usersessions.UserSession",
    "wagtailadmin.EditingSession",
    "wagtailsearch.IndexEntry",
    "search.SearchFragment",
    "search.SearchPage",
    "search.SearchSection",
    "search.SearchTopic",
    "search.SearchWord",
}
# What `init` finds anew where a backup has no such table: those of a version before have none.
FOUND_BY_INIT = {"search_searchneighbour"}
# SQLite's own, which triggers fill.
FULL_TEXT = "wagtailsearch.SQLiteFTSIndexEntry"
TASKS = "django_tasks_database.DBTaskResult"
UNFINISHED = ["READY", "RUNNING"]
# Bytes; bounds the memory that one row may take on its way back.
MAX_LINE = 256 * 1024 * 1024
CHUNK_ROWS = 100


def all_models() -> list[type[Model]]:
    """Return every model with a table of its own on any engine, by the name of the table."""
    models = apps.get_models(include_auto_created=True)
    own = [
        model
        for model in models
        if model._meta.can_migrate(connection)
        and not model._meta.proxy
        and model._meta.label != FULL_TEXT
    ]
    return sorted(own, key=lambda model: model._meta.db_table)


def kept_models() -> list[type[Model]]:
    """Return the models whose rows a backup holds."""
    return [model for model in all_models() if model._meta.label not in LEFT_OUT]


def columns(model: type[Model]) -> list[Field]:
    """Return the fields that are columns of the model's own table, without its parents'."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def read_lines(model: type[Model]) -> Iterator[bytes]:
    """Yield the rows of a table in the order of their keys, each as a line of JSON.

    Django's own serializer would cut microseconds to milliseconds. Raises BackupError for a row
    that is too long to be read again.
    """
    names = [_raw_value(field) for field in columns(model)]
    rows = _kept_rows(model).order_by(model._meta.pk.attname).values_list(*names)
    for row in rows.iterator(chunk_size=CHUNK_ROWS):
        line = json.dumps(row, default=_to_json, separators=(",", ":")).encode() + b"\n"
        if len(line) > MAX_LINE:
            raise BackupError(f"Row {row[0]} of {model._meta.db_table} is over 256 MB.")
        yield line


def parse_line(line: bytes, fields: Sequence[Field]) -> dict[str, Any]:
    """Return a row as its fields' values by attribute name; raise ValueError if it is none."""
    try:
        values = json.loads(line)
        if not isinstance(values, list):
            raise ValueError("no row")
        return {
            field.attname: value if _is_json(field) else field.to_python(value)
            for field, value in zip(fields, values, strict=True)
        }
    except (ValidationError, TypeError, OverflowError, RecursionError) as error:
        raise ValueError("a value of another type") from error


def _kept_rows(model: type[Model]) -> QuerySet:
    rows = model._base_manager.all()
    # What waits to be done is a promise to editors; the results of what was done are not.
    return rows.filter(status__in=UNFINISHED) if model._meta.label == TASKS else rows


def _is_json(field: Field) -> bool:
    return field.get_internal_type() == "JSONField"


def _raw_value(field: Field) -> str | Expression:
    """Return what reads a field as it is stored; a StreamField would hand out blocks."""
    if _is_json(field):
        return ExpressionWrapper(F(field.attname), output_field=JSONField())
    return field.attname


def _to_json(value: object) -> str:
    """Write what JSON has no type for the way that the field's `to_python` reads it, exactly."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case Decimal() | UUID():
            return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a backup")
