"""Remembers when something that is shown expires, until something changes."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.db import Error as DatabaseError

logger = logging.getLogger(__name__)


class ExpiryReader:
    """Asks `read` once for each generation, and again when that moment has come."""

    def __init__(
        self, read: Callable[[], datetime | None], generation: Callable[[], bytes]
    ) -> None:
        self.read, self.generation = read, generation
        self._known: tuple[bytes, float | None] = (b"", None)

    def __call__(self) -> float | None:
        """Return the moment in seconds of `time.time()`, None for never.

        Now, so that nothing is kept, while the database doesn't say.
        """
        generation, now = self.generation(), time.time()
        known_in, moment = self._known
        if known_in == generation and (moment is None or moment > now):
            return moment
        try:
            found = self.read()
        except DatabaseError:
            logger.warning("When something expires could not be read; pages are not kept.")
            return now
        moment = found.timestamp() if found else None
        self._known = (generation, moment)
        return moment
