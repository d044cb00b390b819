"""Makes once a process what many tests begin with; for each other test writes the same rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction

# What a webhook of one test is told hangs on that webhook, which no other test has.
NOT_KEPT = {"blog.WebhookMessage"}

# By table and key, a row as the database gives it.
Rows = dict[type[models.Model], dict[object, tuple]]


@dataclass(frozen=True)
class Change:
    """What making something did to the rows of a table."""

    model: type[models.Model]
    made: list[tuple]
    # Before and after, of rows that were there.
    changed: list[tuple[tuple, tuple]]


class OtherBeginningError(Exception):
    """The database holds something else than when the rows were kept."""


_kept: dict[tuple[str, str], list[Change]] = {}


def write_once_made(name: str, make: Callable[[], object]) -> None:
    """Have the database hold what a function makes, within a test's transaction.

    The function is called by a process's first test, and where a test made something before, of
    which the kept rows know nothing. Wagtail's indexes are among them in tests that keep those.
    """
    key = (name, settings.TASKS["default"]["BACKEND"])
    try:
        with transaction.atomic():
            for change in _kept[key]:
                _write(change)
    except (KeyError, IntegrityError, OtherBeginningError):
        before = _all_rows()
        make()
        _kept[key] = list(_changes(before, _all_rows()))


def _columns(model: type[models.Model]) -> list[str]:
    """Return a table's columns, its key first."""
    names = [field.column for field in model._meta.local_concrete_fields if not field.generated]
    names.remove(model._meta.pk.column)
    return [connection.ops.quote_name(name) for name in (model._meta.pk.column, *names)]


def _select(model: type[models.Model]) -> str:
    return f"SELECT {', '.join(_columns(model))} FROM {model._meta.db_table}"


def _all_rows() -> Rows:
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            is_kept = model._meta.label not in NOT_KEPT
            if is_kept and model._meta.managed and not model._meta.proxy:
                cursor.execute(_select(model))
                found[model] = {row[0]: row for row in cursor.fetchall()}
    return found


def _changes(before: Rows, after: Rows) -> Iterator[Change]:
    for model, rows in after.items():
        old = before[model]
        made = [row for key, row in rows.items() if key not in old]
        changed = [(row, rows[key]) for key, row in old.items() if rows.get(key, row) != row]
        if made or changed:
            yield Change(model, made, changed)


def _write(change: Change) -> None:
    table, (key, *others) = change.model._meta.db_table, _columns(change.model)
    with connection.cursor() as cursor:
        for before, after in change.changed:
            cursor.execute(f"{_select(change.model)} WHERE {key} = %s", [before[0]])
            if cursor.fetchone() != before:
                raise OtherBeginningError
            values = ", ".join(f"{name} = %s" for name in others)
            cursor.execute(
                f"UPDATE {table} SET {values} WHERE {key} = %s", [*_adapted(after[1:]), after[0]]
            )
        if change.made:
            names, places = ", ".join([key, *others]), ", ".join(["%s"] * (len(others) + 1))
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({places})", map(_adapted, change.made)
            )


def _adapted(row: tuple) -> list:
    """Return values as both engines take them: SQLite reads dates, but has none to write."""
    return [str(value) if isinstance(value, date | time) else value for value in row]
