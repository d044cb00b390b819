"""A value that changes with the site's data, the same in all processes of a machine."""

import contextlib
import logging
import mmap
import os
import threading
from pathlib import Path

SIZE = 8

logger = logging.getLogger(__name__)


class Generation:
    """Eight random bytes in a file that all processes map, so that reading them costs no call.

    They are drawn anew at each change rather than counted up: two processes that change at once
    need no lock, and no value comes twice. Where the file can't be had, the value is the
    process's own.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._bytes: mmap.mmap | bytearray | None = None
        self._opening = threading.Lock()

    def current(self) -> bytes:
        """Return the value; what was made of the data before a change has another."""
        return (self._bytes or self._open())[:SIZE]

    def change(self) -> bytes:
        """Draw a new value, at once seen by all processes, and return it."""
        value = os.urandom(SIZE)
        self.put(value)
        return value

    def put(self, value: bytes) -> None:
        """Take a new value that others know too."""
        (self._bytes or self._open())[:SIZE] = value

    def _open(self) -> mmap.mmap | bytearray:
        with self._opening:
            if self._bytes is None:
                self._bytes = self._map() or bytearray(os.urandom(SIZE))
            return self._bytes

    def _map(self) -> mmap.mmap | None:
        file = None
        try:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            if os.fstat(file).st_size < SIZE:
                os.ftruncate(file, SIZE)
            return mmap.mmap(file, SIZE)
        except OSError as error:
            # Building an image or checking the settings needs no folder for data.
            logger.warning("Changes are seen by this process alone: %s", error.strerror)
            return None
        finally:
            if file is not None:
                with contextlib.suppress(OSError):
                    os.close(file)
