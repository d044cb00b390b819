"""Keeps the finished pages of one generation, and which addresses are not kept in it."""

import time
from threading import Lock
from typing import NamedTuple

from config.page_cache.answer import Answer
from config.page_cache.entry import Entry
from config.page_cache.request import Key
from config.page_cache.store import Store

# Guessed addresses may take this share of the memory, and no more.
MISSING_SHARE = 16
MAX_UNKEPT = 2_000


class Found(NamedTuple):
    """What is kept for a request now: an entry that may be shown, and whether it hasn't aged."""

    generation: bytes
    entry: Entry | None
    is_fresh: bool


class Memory:
    """The entries of the generation that was seen last; another one finds nothing.

    `unkept` are keys whose answer turned out to be private or the like.
    """

    def __init__(self, max_bytes: int) -> None:
        self.found = Store(max_bytes - max_bytes // MISSING_SHARE)
        self.missing = Store(max_bytes // MISSING_SHARE)
        self.unkept: set[Key] = set()
        self._generation = b""
        self._lock = Lock()

    def look_up(self, key: Key, generation: bytes) -> Found:
        """Return what is kept under a key; forget all at the first look of a new generation."""
        if generation != self._generation:
            self._begin_anew(generation)
        entry = self.found.get(key) or self.missing.get(key)
        now = time.time()
        if entry is None or entry.is_over(generation, now):
            return Found(generation, None, is_fresh=False)
        return Found(generation, entry, is_fresh=now < entry.aged_at)

    def _begin_anew(self, generation: bytes) -> None:
        with self._lock:
            if generation != self._generation:
                self._generation = generation
                self.found.clear()
                self.missing.clear()
                self.unkept.clear()

    def keep(self, key: Key, entry: Entry) -> None:
        """Keep an entry in place of an older one, or at the size that its newest form gives it.

        A redirect is kept with what is missing: any guess without a slash at its end gets one.
        """
        store, other = self.found, self.missing
        if not entry.is_found:
            store, other = other, store
        other.drop(key)
        store.put(key, entry)

    def give_up(self, key: Key, generation: bytes, answer: Answer) -> None:
        """Let go of an aged entry in whose place something came that may not be kept.

        After an error it stays, until the site works again.
        """
        with self._lock:
            if answer.code[0] != "5":
                self.found.drop(key)
                self.missing.drop(key)
            is_current = self._generation == generation and len(self.unkept) < MAX_UNKEPT
            if is_current and answer.is_private_for_all():
                self.unkept.add(key)
