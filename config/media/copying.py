"""Copies a folder of uploads into the storage that the site has now."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage


class NameTakenError(Exception):
    """The storage has another file in the place of one that is to be copied."""


def copy_uploads(folder: Path) -> tuple[int, int]:
    """Store each file below a folder under its path; return how many were copied, how many there.

    Hidden files and links are no uploads. Safe to repeat: what is there in the same size stays.
    Raises `NameTakenError`, and OSError for a file or folder that can't be read or stored.
    """
    copied = kept = 0
    for path in _uploads_in(folder):
        name = path.relative_to(folder).as_posix()
        if default_storage.exists(name):
            if default_storage.size(name) != path.stat().st_size:
                raise NameTakenError(name)
            kept += 1
            continue
        with path.open("rb") as content:
            stored = default_storage.save(name, File(content))
        if stored != name:
            default_storage.delete(stored)
            raise NameTakenError(name)
        copied += 1
    return copied, kept


def _uploads_in(folder: Path) -> Iterator[Path]:
    """Yield all files but hidden ones and links; raise OSError for a folder that can't be read.

    `rglob` passes over those without a word.
    """
    for place, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not (name.startswith(".") or path.is_symlink()) and path.is_file():
                yield path


def _raise(error: OSError) -> None:
    raise error
