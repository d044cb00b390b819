"""Reads and writes the files of one folder, whole or not at all, and nothing outside of it."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.utils.translation import gettext

from blog.exporting.folder import ForeignFileError
from blog.importing.entry import UnreadableError
from blog.importing.fields.not_posts import THEIRS
from blog.importing.files.reading import PictureReader
from blog.importing.folder import Folder
from blog.importing.storing.checksums import text_part

SUFFIX = ".md"
UNREADABLE = "unreadable"
_NEW = ".new-"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class MovedOnError(Exception):
    """A file that was changed while the sync ran; its path is the message."""


class Files:
    """A folder's files; what is read and written goes by paths within it."""

    def __init__(self, root: Path, pictures: PictureReader, *, state: str) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root.resolve()
        self._pictures, self._state = pictures, state
        self._inside(state).mkdir(exist_ok=True)
        for left in self._inside(state).glob(f"{_NEW}*"):
            left.unlink()
        self.look_again()

    def look_again(self) -> None:
        """See what lies there now."""
        self.folder = Folder(self.root, pictures=self._pictures)

    @property
    def posts(self) -> list[str]:
        """The paths of the files that are posts."""
        return [path for path in self.folder.paths if path.lower().endswith(SUFFIX)]

    def checksum(self, path: str) -> str:
        """Return a checksum of a file and of what it shows; `UNREADABLE` for none."""
        return self.folder.checksum(path)

    def names_in(self, folder: str, suffix: str) -> list[str]:
        """Return the paths of the files right in a folder that end so."""
        found = self._inside(folder).glob(f"*{suffix}")
        return sorted(f"{folder}/{file.name}" for file in found)

    def top_names(self) -> list[str]:
        """Return the names of all that lies right in the folder."""
        return [printable(file.name) for file in self.root.iterdir()]

    def bytes_of(self, path: str) -> bytes | None:
        """Return what a file holds; None where there is none."""
        file = self._inside(path)
        return file.read_bytes() if file.is_file() else None

    def bytes_of_or_none(self, path: str) -> bytes | None:
        """Return what a file holds; None for one that is not to be read as well."""
        try:
            return self.folder.read(path)
        except UnreadableError:
            return None

    def why_unreadable(self, path: str) -> str:
        """Return why a file can't be read."""
        try:
            self.folder.read(path)
        except UnreadableError as error:
            return str(error)
        return gettext("changed here while this ran")

    def checksum_of(self, path: str, data: bytes) -> str:
        """Return the checksum of a file that holds some bytes."""
        return self.folder.checksum_of(path, data)

    def remove_if_same(self, path: str, known: str) -> None:
        """Remove a file whose text has this hash; another one is somebody's own."""
        data = self.bytes_of(path)
        if data is not None and text_hash(data) == known:
            self.remove(path)

    def exists(self, path: str) -> bool:
        """Tell whether anything is there."""
        return os.path.lexists(self.root / path)

    def sha1_of(self, path: str) -> str | None:
        """Return the SHA-1 of a file, as the library has it of its own; None for no file."""
        try:
            file = self._inside(path)
        except ForeignFileError:
            return None
        if not file.is_file():
            return None
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha1").hexdigest()

    def write(self, path: str, chunks: Iterable[bytes], *, known: str | None = None) -> None:
        """Write a file; raises `MovedOnError` if it is there and has not the `known` checksum."""
        target = self._inside(path)
        with _obstacle_named(path):
            target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._inside(self._state), prefix=_NEW, delete=False) as file:
            new = Path(file.name)
            try:
                for chunk in chunks:
                    file.write(chunk)
                file.close()
                new.chmod(0o644)
                if known is not None:
                    self._refuse_other(path, known)
                with _obstacle_named(path):
                    new.replace(target)
            except Exception:
                new.unlink(missing_ok=True)
                raise

    def remove(self, path: str, *, known: str | None = None) -> None:
        """Remove a file, if it is there; raises as `write` does."""
        file = self._inside(path)
        if known is not None:
            self._refuse_other(path, known)
        with _obstacle_named(path):
            file.unlink(missing_ok=True)

    def _refuse_other(self, path: str, known: str) -> None:
        data = self.bytes_of(path)
        if (data is not None and text_hash(data) != text_part(known)) or (data is None and known):
            raise MovedOnError(path)

    def _inside(self, path: str) -> Path:
        """Return a path's file; no part of it is a link that leads elsewhere."""
        file = self.root / path
        if file.is_symlink() or not file.parent.resolve().is_relative_to(self.root):
            raise ForeignFileError(path)
        if ".." in file.relative_to(self.root).parts:
            raise ForeignFileError(path)
        return file


@contextmanager
def _obstacle_named(path: str) -> Iterator[None]:
    """Raise `ForeignFileError` for a folder in place of a file, or a file in place of a folder."""
    try:
        yield
    except (FileExistsError, IsADirectoryError, NotADirectoryError) as error:
        raise ForeignFileError(path) from error


def printable(path: str) -> str:
    """Return a path as any terminal takes it, on one line."""
    return _CONTROLS.sub("?", path.encode(errors="replace").decode())


def text_hash(data: bytes) -> str:
    """Return the hash that stands in a checksum for the text alone."""
    return text_part(hashlib.sha256(data).hexdigest())


def theirs_of(path: str) -> str:
    """Return where the site's side of a conflict lies."""
    return path[: -len(SUFFIX)] + THEIRS
