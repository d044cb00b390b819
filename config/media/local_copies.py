"""Keeps copies of a store's documents on this machine's disk, from which the web server sends them.

What a slow reader has not taken yet would lie in memory otherwise (see config.serving.bridge).
"""

import hashlib
import os
import shutil
import time
from datetime import timedelta
from io import BufferedReader
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage

MAX_BYTES = 1024**3
UNUSED = timedelta(days=1)


def open_copy(store: Storage, name: str) -> File:
    """Return the copy of a file, opened for reading; raise OSError where the store has it not.

    The store is asked each time when the file was changed; it is fetched where that is news.
    """
    modified = store.get_modified_time(name).timestamp()
    path = _folder() / hashlib.sha256(f"{modified} {name}".encode()).hexdigest()
    try:
        file = path.open("rb")
    except FileNotFoundError:
        _fetch(store, name, path)
        file = path.open("rb")
    # When it was read last and, as on each other machine, when the store got it.
    os.utime(file.fileno(), (time.time(), modified))
    return File(file, name)


def local_path(file: object) -> Path | None:
    """Return where an open file, such as a storage's, lies on this machine; else None."""
    while isinstance(file, File):
        file = file.file
    if not isinstance(file, BufferedReader) or not isinstance(file.name, str):
        return None
    return Path(file.name)


def make_room(folder: Path) -> None:
    """Delete what nobody read for a day and, beyond `MAX_BYTES`, what was read longest ago."""
    known = [(each, each.stat()) for each in folder.iterdir()]
    last, total = time.time() - UNUSED.total_seconds(), 0
    for file, status in sorted(known, key=lambda each: each[1].st_atime, reverse=True):
        total += status.st_size
        if total > MAX_BYTES or status.st_atime < last:
            # Who reads it just now goes on.
            file.unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "copies"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _fetch(store: Storage, name: str, path: Path) -> None:
    make_room(path.parent)
    with NamedTemporaryFile(dir=path.parent, delete=False) as new:
        try:
            with store.open(name) as source:
                shutil.copyfileobj(source, new)
        except BaseException:
            Path(new.name).unlink()
            raise
    Path(new.name).replace(path)
