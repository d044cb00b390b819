"""Copies a folder of uploads into the storage that the site has now."""

from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage


class NameTakenError(Exception):
    """The storage has another file in the place of one that is to be copied."""


def copy_uploads(folder: Path) -> tuple[int, int]:
    """Store each file below a folder under its path; return how many were copied, how many there.

    Hidden files and links are no uploads. Safe to repeat: what is there in the same size stays.
    Raises `NameTakenError`, and OSError for a file that can't be read or stored.
    """
    copied = kept = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not path.is_file() or _is_hidden(name):
            continue
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


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))
