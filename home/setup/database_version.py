"""Tells whether the database was migrated by a version newer than this one."""

import re

from django.core.management import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader


def refuse_newer_database(loader: MigrationLoader | None = None) -> None:
    """Raise CommandError, naming the migrations, where the code is older than the database.

    What this version doesn't know, it fails to write, and leaves out of a backup. A process that
    runs while another version migrates goes on.
    """
    names = newer_migrations(loader or MigrationLoader(connection))
    if names:
        raise CommandError(
            f"The database is newer than this version, which does not know {', '.join(names)}: "
            "start the version that migrated it, or a later one."
        )


def newer_migrations(loader: MigrationLoader) -> list[str]:
    """Return what was applied beyond the last migration that the code has of an app.

    An unknown one below is what a later version made one of several, and an app without any was
    taken out. Its own number, under another name, comes from another branch.
    """
    known = {*loader.disk_migrations, *_keys_of_replaced(loader)}
    last: dict[str, int] = {}
    for app, name in known:
        last[app] = max(last.get(app, 0), _number_in(name))
    unknown = set(loader.applied_migrations) - known
    return sorted(
        f"{app}.{name}" for app, name in unknown if app in last and _number_in(name) >= last[app]
    )


def _keys_of_replaced(loader: MigrationLoader) -> set[tuple[str, str]]:
    return {key for each in loader.disk_migrations.values() for key in each.replaces}


def _number_in(name: str) -> int:
    match = re.match(r"\d+", name)
    return int(match[0]) if match else 0
