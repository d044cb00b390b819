"""Keeps a value that changes with the site's data, the same in all processes of a machine."""

import contextlib
import logging
import os
import threading
import time
from pathlib import Path

from config.freshness.value_file import MOVED, SIZE, ValueFile, identity_at

# Seconds between two looks at which file stands at the path; one at each reading costs 5 µs.
LOOK_EVERY = 0.25

logger = logging.getLogger(__name__)


class Generation:
    """Eight random bytes in a file that all processes read.

    They are drawn anew at each change rather than counted up: two processes that change at once
    need no lock, and no value comes twice. While the file can't be shared each reading gives
    another value, so that nothing is kept of what other processes may change.

    Where another file came to stand at the path, the first process that notices leaves MOVED in
    the old one, which sends all others to the path at their next reading.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        # Why the value can't be shared; empty while it is.
        self.problem = ""
        self._file: ValueFile | None = None
        self._look_at = float("-inf")
        self._opening = threading.Lock()

    def current(self) -> bytes:
        """Return the value; what was made of the data before a change has another."""
        if time.monotonic() >= self._look_at:
            self._look_at_path()
        for _ in range(2):
            file = self._file
            if file is None:
                break
            with contextlib.suppress(OSError):
                value = file.read()
                if value != MOVED:
                    return value
            self._look_at_path(is_doubtful=True)
        return os.urandom(SIZE)

    def change(self) -> bytes:
        """Draw a new value, at once seen by all processes, and return it."""
        value = os.urandom(SIZE)
        self.put(value)
        return value

    def put(self, value: bytes) -> None:
        """Take a new value that others know too."""
        is_first = self._file is None
        self._look_at_path()
        file = self._file
        if file is not None and is_first and abs(time.time() - file.changed_at) <= LOOK_EVERY:
            # It may just have been put there, and those who read the one before don't know yet.
            time.sleep(LOOK_EVERY)
        while file is not None:
            try:
                file.write(value)
            except OSError as error:
                self._give_up(error)
                break
            if file.identity == identity_at(self.path):
                return
            self._look_at_path()
            file = self._file
        self._remove_file()

    def find_problem(self) -> str:
        """Return why the value can't be shared now; empty if it is."""
        self._look_at_path()
        return self.problem

    def _remove_file(self) -> None:
        """Remove a file that can't be written, for want of rights or room: others then miss it.

        Where it can't be removed either, they find by themselves that they can't share it.
        """
        if self.path.exists():
            with contextlib.suppress(OSError):
                self.path.unlink()
            time.sleep(LOOK_EVERY)
            self._look_at_path()

    def _look_at_path(self, *, is_doubtful: bool = False) -> None:
        """Make sure that the file in use is the one at the path, and holds a value."""
        with self._opening:
            self._look_at = time.monotonic() + LOOK_EVERY
            old = self._file
            if old is not None and not is_doubtful and old.identity == identity_at(self.path):
                return
            try:
                self._file = ValueFile(self.path)
            except OSError as error:
                self._give_up(error)
            else:
                self._log_sharing(old)
            if old is not None and (self._file is None or self._file.identity != old.identity):
                with contextlib.suppress(OSError):
                    old.write(MOVED)

    def _log_sharing(self, old: ValueFile | None) -> None:
        file = self._file
        if self.problem:
            logger.warning("%s is shared again; finished pages are kept.", self.path)
        elif (
            old is not None and file is not None and (file.is_made or file.identity != old.identity)
        ):
            logger.warning("%s was removed, replaced or emptied; it is shared anew.", self.path)
        self.problem = ""

    def _give_up(self, error: OSError) -> None:
        self._file = None
        if not self.problem:
            logger.error(
                "%s can't be shared (%s): no finished pages are kept, so that none is stale. "
                "Other processes don't hear of changes made in this one.",
                self.path,
                error.strerror,
            )
        self.problem = error.strerror or "unknown"
