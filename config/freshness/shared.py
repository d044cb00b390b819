"""Carries changes from machine to machine through the shared cache."""

import logging
import os
import threading
import time

from django.core.cache import cache

from config.freshness.generation import SIZE, Generation

KEY = "epoch-generation"
# Seconds; with the time-out of a lost cache, below the second that is promised.
POLL = 0.4

logger = logging.getLogger(__name__)


class SharedGeneration:
    """Tells other machines of a change, and draws a new local value for theirs."""

    def __init__(self, local: Generation) -> None:
        self.local = local
        self.seen: bytes | None = None
        self.is_lost = self.is_untold = False

    def tell(self) -> None:
        """Tell the others of a change here, by a new value that the local generation takes too.

        It takes it afterwards: the value may stand where another machine's stood that nobody here
        has seen, and what was made before is not to outlive that one's change.
        """
        value = os.urandom(SIZE)
        cache.set(KEY, value, timeout=None)
        self.local.put(value)
        # A cache that is lost for a moment swallows a value without a word.
        self.is_untold = self._value_of_all() != value

    def follow(self) -> None:
        """Look for changes from elsewhere, in a thread of its own, as long as the process lives."""
        thread = threading.Thread(target=self._look_forever, name="generation", daemon=True)
        thread.start()

    def _look_forever(self) -> None:
        while True:
            try:
                self.look()
            except Exception:
                # Without this thread nothing from elsewhere would be seen any more.
                logger.debug("The shared cache could not be looked into.", exc_info=True)
                self._note_whether(is_lost=True)
                self.local.change()
            time.sleep(POLL)

    def look(self) -> None:
        """Draw a new local value if another machine had a change, or if that can't be known."""
        if self.is_untold:
            self.tell()
        value = self._value_of_all()
        if value is None:
            # Lost or emptied: nothing is kept for longer than until the next look.
            self._note_whether(is_lost=True)
            self.local.change()
            self.seen = None
            cache.add(KEY, os.urandom(SIZE), timeout=None)
            return
        self._note_whether(is_lost=False)
        if value != self.seen:
            self.seen = value
            if value != self.local.current():
                self.local.change()

    def _value_of_all(self) -> bytes | None:
        try:
            value = cache.get(KEY)
        except Exception:
            logger.debug("The shared cache could not be asked.", exc_info=True)
            return None
        return value if isinstance(value, bytes) else None

    def _note_whether(self, *, is_lost: bool) -> None:
        if is_lost and not self.is_lost:
            logger.warning("The shared cache doesn't know of changes; pages are kept for a moment.")
        self.is_lost = is_lost
