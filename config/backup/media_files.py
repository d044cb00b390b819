"""Lists, reads and deletes uploaded files, on a local disk or in object storage alike."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage

from config.backup.errors import BackupError

# Names what a restore is about to write, for the one that follows if it is cut short.
IN_PROGRESS = ".restore-in-progress.json"
CHUNK = 1024 * 1024


def stored_names() -> Iterator[str]:
    """Yield the names of all files but hidden ones and links, which the site doesn't serve."""
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            inner, files = default_storage.listdir(folder)
        except (FileNotFoundError, NotADirectoryError):
            continue
        folders += [f"{folder}{name}/" for name in inner if _is_served(folder, name)]
        yield from (f"{folder}{name}" for name in files if name and _is_served(folder, name))


def _is_served(folder: str, name: str) -> bool:
    if name.startswith("."):
        return False
    is_local = isinstance(default_storage, FileSystemStorage)
    return not (is_local and Path(default_storage.path(f"{folder}{name}")).is_symlink())


def read_chunks(name: str) -> Iterator[bytes] | None:
    """Open a file and return its content in pieces, or None if there is no such file."""
    try:
        file = default_storage.open(name)
        # Object storage fetches, and so finds nothing, at the first read.
        first = file.read(CHUNK)
    except (FileNotFoundError, IsADirectoryError, SuspiciousOperation):
        return None
    return _rest_of(file, first)


def _rest_of(file: File, piece: bytes) -> Iterator[bytes]:
    with file:
        while piece:
            yield piece
            piece = file.read(CHUNK)


def check_name(name: str) -> None:
    """Raise BackupError unless a name stays below the folder of uploads."""
    parts = name.split("/")
    if {"", ".", ".."} & set(parts) or "\\" in name or "\0" in name or name == IN_PROGRESS:
        raise BackupError("The backup holds a file whose name leads elsewhere: it is refused.")


def begin_restore(names: Iterable[str]) -> None:
    """Keep, before the first is written, which files a restore will write."""
    default_storage.delete(IN_PROGRESS)
    default_storage.save(IN_PROGRESS, ContentFile(json.dumps(sorted(names)).encode()))


def end_restore() -> None:
    default_storage.delete(IN_PROGRESS)


def clear_leftovers() -> None:
    """Delete what a restore that was cut short had written."""
    if default_storage.exists(IN_PROGRESS):
        with default_storage.open(IN_PROGRESS) as file:
            content = file.read()
        try:
            names = json.loads(content)
        except ValueError:
            names = []  # Cut short while this file was written, so before any other was.
        delete(names)
        end_restore()


def delete(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)
