"""Makes one backup: the database as of one moment, then the uploaded files."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models import FileField, Model

from config.backup.archive import ArchiveWriter, media_member, table_member
from config.backup.errors import BackupError
from config.backup.manifest import Entry, Manifest, TableEntry, new_manifest
from config.backup.media_files import read_chunks, stored_names
from config.backup.names import file_name, partial_name
from config.backup.sequences import last_key
from config.backup.snapshot import snapshot
from config.backup.tables import columns, kept_models, read_lines


def make_backup(folder: Path) -> tuple[Path, Manifest]:
    """Make a backup in a folder, which is made if missing; return its file and its manifest.

    Raises BackupError. A file with the name of a backup is a whole one: it gets that name when
    all of it has reached the disk. Only its owner can read it, since it holds password hashes.
    """
    try:
        _make_folder(folder)
        with _partial_file(folder) as partial:
            with partial.open("wb") as file:
                manifest = _write_archive(file, folder)
                file.flush()
                os.fsync(file.fileno())
            path = folder / file_name(datetime.fromisoformat(manifest.made_at))
            partial.rename(path)
        _sync_folder(folder)
    except OSError as error:
        raise BackupError(f"No backup was made in {folder}: {error.strerror or error}.") from error
    return path, manifest


def _make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    served = [Path(settings.STATIC_ROOT)]
    if isinstance(default_storage, FileSystemStorage):
        served.append(Path(default_storage.location))
    if any(folder.resolve().is_relative_to(each.resolve()) for each in served):
        raise BackupError(f"{folder} is served to everyone: name a folder outside of it.")


@contextmanager
def _partial_file(folder: Path) -> Iterator[Path]:
    """Yield the path of a new file; delete it at the end unless it was renamed."""
    path = folder / partial_name()
    try:
        path.touch(mode=0o600, exist_ok=False)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _write_archive(file: BinaryIO, folder: Path) -> Manifest:
    archive = ArchiveWriter(file, folder)
    with snapshot():
        manifest = new_manifest()
        models = kept_models()
        manifest.tables = [_add_table(archive, model) for model in models]
        named = set(_named_files(models))
    # Files come after the rows, so all that rows name was there when they were read.
    for name in sorted(named.union(stored_names())):
        if chunks := read_chunks(name):
            manifest.media.append(Entry(name, *archive.add(media_member(name), chunks)))
        elif name in named:
            manifest.missing.append(name)
    archive.finish(manifest)
    return manifest


def _add_table(archive: ArchiveWriter, model: type[Model]) -> TableEntry:
    table, rows = model._meta.db_table, 0

    def lines() -> Iterator[bytes]:
        nonlocal rows
        for line in read_lines(model):
            rows += 1
            yield line

    size, sha256 = archive.add(table_member(table), lines())
    names = [field.column for field in columns(model)]
    return TableEntry(table, size, sha256, names, rows, last_key(model))


def _named_files(models: list[type[Model]]) -> Iterator[str]:
    """Yield the files that rows name."""
    for model in models:
        for field in columns(model):
            if isinstance(field, FileField):
                names = model._base_manager.values_list(field.attname, flat=True)
                yield from filter(None, names.iterator())


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
