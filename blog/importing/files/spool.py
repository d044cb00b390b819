"""Keeps checked bytes on disk until a post is written, so that memory holds one file at a time."""

import shutil
import weakref
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from blog.importing.work_folder import PREFIX, unpacking_root


class SpoolFolder:
    """A folder for one import, made when it is needed; gone when closed, or with the process."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self.close: Callable[[], object] = lambda: None

    @property
    def path(self) -> Path:
        """The folder, made if need be."""
        if self._path is None:
            self._path = Path(mkdtemp(dir=unpacking_root(), prefix=PREFIX))
            self.close = weakref.finalize(self, shutil.rmtree, self._path, ignore_errors=True)
        return self._path


class Spool:
    """The bytes of one entry, removed when nothing refers to them any more.

    Whoever may still ask for bytes holds the function that returns them, which holds the spool.
    """

    def __init__(self, folder: SpoolFolder) -> None:
        self._folder = folder
        self._path: Path | None = None

    def keep(self, checksum: str, data: bytes) -> Callable[[], bytes]:
        """Write bytes down, once for each checksum; return what reads them again."""
        file = self._made_path() / checksum
        if not file.exists():
            file.write_bytes(data)

        def read(_spool: Spool = self) -> bytes:
            return file.read_bytes()

        return read

    def _made_path(self) -> Path:
        if self._path is None:
            self._path = Path(mkdtemp(dir=self._folder.path))
            weakref.finalize(self, shutil.rmtree, self._path, ignore_errors=True)
        return self._path
