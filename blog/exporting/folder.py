"""Keeps a folder equal to what is exported: writes what changed, removes what went."""

import errno
import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO

from blog.markdown.export_names import EXPORT_MANIFEST as MANIFEST

# What is being written; a kill leaves it to the next export.
_UNFINISHED = f"{MANIFEST}.part"


class ForeignFileError(Exception):
    """Something in the way that was not written here, or leads outside; its path is the message."""


@contextmanager
def open_folder(root: Path, *, is_public: bool = False) -> "Iterator[ExportFolder]":
    """Yield a folder, made if missing, that no other export writes to meanwhile.

    `is_public` lets a web server read what is made. Raises OSError where another is at work.
    """
    _make(root, is_public=is_public)
    descriptor = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield ExportFolder(root, is_public=is_public)
    except BlockingIOError as error:
        raise OSError(errno.EBUSY, "another export is writing there") from error
    finally:
        os.close(descriptor)


class ExportFolder:
    """A folder of an export, and the list of what earlier ones wrote there.

    A file is there whole or not at all, and after a kill the list still names all that was written.
    """

    own_files = (MANIFEST, _UNFINISHED)

    def __init__(self, root: Path, *, is_public: bool = False) -> None:
        self._root, self._is_public = root, is_public
        self._known = self._read_manifest()
        self._current: set[str] = set()
        self.written = self.unchanged = self.removed = 0

    def tells_case(self) -> bool:
        """Tell whether the file system keeps apart what differs in the case of letters alone."""
        self._write_manifest(self._current | self._known)
        return not (self._root / MANIFEST.upper()).exists()

    def claim(self, paths: Iterable[str]) -> None:
        """Take paths for this export's; raises `ForeignFileError` before any of them is written."""
        new = set(paths)
        for path in sorted(new):
            if self._obstacle(path):
                self._clear_way(path)
            is_new = path not in self._known and path not in self._current
            if is_new and os.path.lexists(self._root / path):
                raise ForeignFileError(path)
            if obstacle := self._obstacle(path):
                raise ForeignFileError(obstacle)
        self._current |= new
        self._write_manifest(self._current | self._known)

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        """Write one of the claimed files, unless it holds just that."""
        target = self._root / path
        _make(target.parent, is_public=self._is_public)
        new = sha256()
        new_file = self._root / _UNFINISHED
        try:
            with self._open_new() as file:
                for chunk in chunks:
                    file.write(chunk)
                    new.update(chunk)
            if _hash_of(target) == new.digest():
                self.unchanged += 1
            else:
                if self._is_public:
                    new_file.chmod(0o644)
                new_file.replace(target)
                self.written += 1
        finally:
            new_file.unlink(missing_ok=True)

    def finish(self) -> None:
        """Remove what earlier exports wrote and this one has no more."""
        for path in sorted(self._known - self._current):
            self._remove(path)
            self.removed += 1
        self._write_manifest(self._current)

    def _open_new(self) -> IO[bytes]:
        """Return a new file to write to, and not one that a link of its name leads to."""
        new_file = self._root / _UNFINISHED
        new_file.unlink(missing_ok=True)
        return new_file.open("xb")

    def _obstacle(self, path: str) -> str:
        """Return what keeps a path from being a file of this folder; empty for nothing.

        That is a link or a file in place of one of its folders, or a folder in its own place.
        """
        for folder in PurePosixPath(path).parents[:-1]:
            there = self._root / folder
            if there.is_symlink() or (there.exists() and not there.is_dir()):
                return str(folder)
        target = self._root / path
        return path if target.is_dir() and not target.is_symlink() else ""

    def _clear_way(self, path: str) -> None:
        """Remove what earlier exports wrote where this path needs a folder, or is a file now."""
        for old in self._known - self._current:
            if old.startswith(f"{path}/") or path.startswith(f"{old}/"):
                self._remove(old)

    def _remove(self, path: str) -> None:
        """Remove a file, and the folders that it leaves empty; what took its place stays."""
        if self._obstacle(path):
            return
        (self._root / path).unlink(missing_ok=True)
        for folder in list((self._root / path).parents)[: path.count("/")]:
            with suppress(OSError):  # it holds something, or is not there
                folder.rmdir()

    def _read_manifest(self) -> set[str]:
        file = self._root / MANIFEST
        try:
            names = json.loads(file.read_text(encoding="utf-8"))["files"]
            return {name for name in names if is_inside(name)}
        except FileNotFoundError:
            return set()
        except (ValueError, TypeError, KeyError) as error:
            raise ForeignFileError(MANIFEST) from error

    def _write_manifest(self, paths: set[str]) -> None:
        text = json.dumps({"files": sorted(paths)}, ensure_ascii=False, indent=1) + "\n"
        file = self._root / MANIFEST
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            with self._open_new() as new:
                new.write(text.encode())
            (self._root / _UNFINISHED).replace(file)


def _make(folder: Path, *, is_public: bool) -> None:
    if folder.is_dir():
        return
    _make(folder.parent, is_public=is_public)
    folder.mkdir()
    if is_public:
        folder.chmod(0o755)


def is_inside(name: object) -> bool:
    """Tell whether what a list has is the name of a file within its folder."""
    path = PurePosixPath(str(name))
    is_name = isinstance(name, str) and "\0" not in name and bool(path.parts)
    # JSON's escapes can write halves of signs, which no file is named by.
    is_text = str(name).encode(errors="replace").decode() == name
    return is_name and is_text and not path.is_absolute() and ".." not in path.parts


def _hash_of(path: Path) -> bytes | None:
    if path.is_symlink() or not path.is_file():
        return None
    known = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 16):
            known.update(chunk)
    return known.digest()
