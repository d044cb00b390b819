"""Reads the folder that a command is to write to, and tells why it can't be written."""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from blog.exporting.folder import ForeignFileError


def written_folder(name: str) -> Path:
    """Return a named folder; raises `ArgumentTypeError` for no name, and for what readers reach.

    An unset variable in a script names nothing, which would be the current folder.
    """
    if not name.strip():
        raise ArgumentTypeError("name a folder")
    folder = Path(name)
    try:
        place = folder.resolve()
    except RuntimeError as error:
        raise ArgumentTypeError(f"{name} is a link to itself") from error
    for served in filter(None, (settings.MEDIA_ROOT, settings.STATIC_ROOT)):
        if place.is_relative_to(Path(served).resolve()):
            raise ArgumentTypeError(f"{name} is served to readers by this site")
    return folder


@contextmanager
def export_faults_told(folder: Path) -> Iterator[None]:
    """Raise `CommandError` for what keeps an export from being written to a folder."""
    try:
        yield
    except ForeignFileError as error:
        raise CommandError(
            f"{error} was not written by an export; move it, or name another folder."
        ) from error
    except OSError as error:
        raise CommandError(f"{folder} can't be written: {error.strerror or error}.") from error
