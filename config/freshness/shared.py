"""Carries changes from machine to machine through the shared cache."""

import logging
import os
import threading
import time

from django.core.cache import cache

from config.freshness.generation import Generation

KEY = "epoch-generation"
# Seconds; with the time-out of a lost cache, below the second that is promised.
POLL = 0.4

logger = logging.getLogger(__name__)


class SharedGeneration:
    """Tells other machines of a change, and draws a new local value for theirs."""

    def __init__(self, local: Generation) -> None:
        self.local = local
        self.seen: bytes | None = None
        self.is_lost = False

    def tell(self, value: bytes) -> None:
        """Tell the others of a change here; `value` is what it made of the local generation."""
        cache.set(KEY, value, timeout=None)

    def follow(self) -> None:
        """Look for changes from elsewhere, in a thread of its own, as long as the process lives."""
        thread = threading.Thread(target=self._run, name="generation", daemon=True)
        thread.start()

    def _run(self) -> None:
        while True:
            self.look()
            time.sleep(POLL)

    def look(self) -> None:
        """Draw a new local value if another machine had a change, or if that can't be known."""
        value = self._shared()
        if value is None:
            # Lost or emptied: nothing is kept for longer than until the next look.
            self._report(is_lost=True)
            self.local.change()
            self.seen = None
            cache.add(KEY, os.urandom(8), timeout=None)
            return
        self._report(is_lost=False)
        if value != self.seen:
            self.seen = value
            if value != self.local.current():
                self.local.change()

    def _shared(self) -> bytes | None:
        try:
            value = cache.get(KEY)
        except Exception:
            logger.debug("The shared cache could not be asked.", exc_info=True)
            return None
        return value if isinstance(value, bytes) else None

    def _report(self, *, is_lost: bool) -> None:
        if is_lost and not self.is_lost:
            logger.warning("The shared cache doesn't know of changes; pages are kept for a moment.")
        self.is_lost = is_lost
