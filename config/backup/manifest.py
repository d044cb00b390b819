"""Describes a backup: where it is from and what it must hold."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, Self, cast

import django
import wagtail
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from config.backup.errors import BackupError
from config.monitoring.release import version

FORMAT = 1


@dataclass
class Entry:
    """One file in the archive: a table's rows or an uploaded file."""

    name: str
    size: int
    sha256: str


@dataclass
class TableEntry(Entry):
    """The rows of one table; `last_key` is None where keys aren't counted."""

    columns: list
    rows: int
    last_key: int | None


@dataclass
class Manifest:
    """`schema` names the last migration of each app; `missing` the files that rows name in vain."""

    made_at: str
    versions: dict
    engine: str
    schema: dict
    migrations: list
    tables: list = field(default_factory=list)
    media: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    format: int = FORMAT

    def to_json(self) -> bytes:
        rows = sum(table.rows for table in self.tables)
        size = sum(entry.size for entry in [*self.tables, *self.media])
        counts = {
            "tables": len(self.tables), "rows": rows, "media": len(self.media), "bytes": size,
        }  # fmt: skip
        return json.dumps({**asdict(self), "counts": counts}, indent=1).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """Read a manifest; raise BackupError for one of another format or shape."""
        try:
            data = json.loads(content)
            if data["format"] != FORMAT:
                raise BackupError("The backup has a format that this version can't read.")
            manifest = _checked_as(cls, data)
            manifest.tables = [_checked_as(TableEntry, item) for item in manifest.tables]
            manifest.media = [_checked_as(Entry, item) for item in manifest.media]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BackupError("The backup's manifest can't be read.") from error
        return manifest


def new_manifest() -> Manifest:
    """Describe this site, but for what is in it; raise BackupError where migrations are due."""
    schema = code_schema()
    applied = MigrationLoader(connection).applied_migrations
    if due := sorted(f"{app}.{name}" for app, name in schema.items() if (app, name) not in applied):
        raise BackupError(
            f"The database lacks {', '.join(due)}: back it up with the version that made "
            "it, or run `manage.py migrate` first."
        )
    return Manifest(
        made_at=datetime.now(UTC).isoformat(),
        versions={
            "epoch": version(),
            "django": django.get_version(),
            "wagtail": wagtail.__version__,
            "python": platform.python_version(),
        },
        engine=f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}",
        schema=schema,
        migrations=sorted(map(list, applied)),
    )


def code_schema() -> dict[str, str]:
    """Return the last migration of each app that this code knows."""
    return dict(sorted(MigrationLoader(None).graph.leaf_nodes()))


def check_schema(theirs: Mapping[str, object]) -> None:
    """Raise BackupError, naming what differs, unless a backup has the tables of this code.

    Restoring another state and migrating from there would need the code of that version anyway.
    """
    ours = code_schema()
    differing = sorted(
        app for app in ours.keys() | theirs.keys() if ours.get(app) != theirs.get(app)
    )
    if differing:
        raise BackupError(
            f"The backup was made by migrations up to {_names_of(theirs, differing)}; this code "
            f"has {_names_of(ours, differing)}: restore it with the version that made it, then "
            "upgrade."
        )


def _names_of(schema: Mapping[str, object], app_labels: list[str]) -> str:
    return ", ".join(f"{app}.{schema[app]}" if app in schema else f"no {app}" for app in app_labels)


def _checked_as(cls: type, data: dict[str, Any]) -> Any:
    """Build a dataclass from JSON; raise TypeError or KeyError where it doesn't fit."""
    values = {each.name: data[each.name] for each in fields(cls)}
    for each in fields(cls):
        # Never a text, as annotations are where a module puts them off.
        if not isinstance(values[each.name], cast("type", each.type)):
            raise TypeError(each.name)
    return cls(**values)
