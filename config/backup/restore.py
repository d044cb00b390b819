"""Restores a backup into an empty site, all of it or nothing."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import Field, Model
from django.db.models.sql import InsertQuery

from config.backup import media_files
from config.backup.archive import Archive, media_member, open_archive, table_member
from config.backup.emptiness import check_empty_database, check_empty_storage
from config.backup.errors import BackupError
from config.backup.manifest import Manifest, TableEntry, check_schema
from config.backup.sequences import set_last_key
from config.backup.tables import (
    CHUNK_ROWS,
    FOUND_BY_INIT,
    MAX_LINE,
    all_models,
    columns,
    kept_models,
    parse_line,
)
from search.upkeep.maintenance import rebuild


def verify_backup(path: Path) -> Manifest:
    """Read all of a backup; raise BackupError unless it is as it was made. Needs no database."""
    with open_archive(path) as archive:
        archive.verify()
        return archive.manifest


def restore_backup(path: Path) -> Manifest:
    """Fill an empty site from a backup; return the backup's manifest.

    Raises BackupError. Nothing is written before all of the backup was checked, and on a failure
    all that was written goes again; after a kill the next restore sees to that.
    """
    with open_archive(path) as archive:
        check_schema(archive.manifest.schema)
        archive.verify()
        check_parsed_rows(archive)
        check_empty_database()
        media_files.clear_leftovers()
        check_empty_storage()
        _write_all(archive)
        return archive.manifest


def check_parsed_rows(archive: Archive) -> None:
    """Raise BackupError unless every row fits its table here."""
    tables = {table.name: table.columns for table in archive.manifest.tables}
    ours = {m._meta.db_table: [field.column for field in columns(m)] for m in kept_models()}
    lacking = {name: ours[name] for name in FOUND_BY_INIT - tables.keys()}
    if tables | lacking != ours:
        raise BackupError(
            "The backup has other tables or columns than this version of Epoch: restore it with "
            "the version that made it, then upgrade and back up anew."
        )
    for table in archive.manifest.tables:
        for _row in _parsed_rows(archive, table):
            pass


def _write_all(archive: Archive) -> None:
    names = [entry.name for entry in archive.manifest.media]
    media_files.begin_restore(names)
    try:
        with transaction.atomic(durable=True):
            check_empty_database()
            _write_media(archive)
            _write_tables(archive)
            _rebuild_search_indexes()
    except BaseException:
        media_files.delete(names)
        media_files.end_restore()
        raise
    media_files.end_restore()
    # They may know the addresses and ids of the empty site.
    for cache in caches.all():
        cache.clear()


def _write_media(archive: Archive) -> None:
    for entry in archive.manifest.media:
        with archive.open(media_member(entry.name)) as content:
            try:
                name = default_storage.save(entry.name, File(content))
            except OSError as error:
                raise BackupError(f"{entry.name} can't be stored: {error.strerror}.") from error
        if name != entry.name:
            default_storage.delete(name)
            raise BackupError(f"The storage has another file in the place of {entry.name}.")


def _write_tables(archive: Archive) -> None:
    """Replace all rows; foreign keys are checked at the end, so any order will do."""
    for model in all_models():
        model._base_manager.all()._raw_delete(using=connection.alias)
    for table in archive.manifest.tables:
        model = _model_of(table)
        try:
            _insert(model, _parsed_rows(archive, table))
            if table.last_key is not None:
                set_last_key(model, table.last_key)
        except (DatabaseError, ValueError) as error:
            raise BackupError(f"{table.name} can't be restored: {_first_line(error)}") from error
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise BackupError(f"The backup's rows don't fit together: {_first_line(error)}") from error


def _insert(model: type[Model], rows: Iterator[dict[str, Any]]) -> None:
    """Insert into the model's own table: no signal, no parent row, no time of change."""
    fields, batch = columns(model), []
    size = connection.ops.bulk_batch_size(fields, [None] * CHUNK_ROWS)
    for row in rows:
        batch.append(SimpleNamespace(**row))
        if len(batch) == size:
            _insert_batch(model, fields, batch)
            batch = []
    if batch:
        _insert_batch(model, fields, batch)


def _insert_batch(model: type[Model], fields: list[Field], batch: list[SimpleNamespace]) -> None:
    query = InsertQuery(model)
    query.insert_values(fields, batch, raw=True)  # type: ignore[arg-type]  # only reads attributes
    query.get_compiler(connection.alias).execute_sql()


def _parsed_rows(archive: Archive, table: TableEntry) -> Iterator[dict[str, Any]]:
    fields, number = columns(_model_of(table)), 0
    with archive.open(table_member(table.name)) as file:
        while line := file.readline(MAX_LINE + 1):
            number += 1
            try:
                yield parse_line(line, fields)
            except ValueError as error:
                raise BackupError(f"Row {number} of {table.name} is not valid.") from error


def _model_of(table: TableEntry) -> type[Model]:
    return next(model for model in kept_models() if model._meta.db_table == table.name)


def _rebuild_search_indexes() -> None:
    ContentType.objects.clear_cache()
    for cache in caches.all():
        cache.clear()
    call_command("update_index", verbosity=0)
    # Without the neighbours of each page, which the backup holds or `init` finds.
    rebuild()


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
