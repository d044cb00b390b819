"""Stores entries up to a number of bytes; the one that was asked for longest ago goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from config.page_cache.entry import Entry


class Store:
    """A mapping that forgets."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self._entries: OrderedDict[Hashable, tuple[Entry, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable) -> Entry | None:
        """Return an entry and remember that it was asked for."""
        with self._lock:
            if key not in self._entries:
                return None
            self._entries.move_to_end(key)
            entry, _size = self._entries[key]
            return entry

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep an entry, in place of an older one, or at the size that it has grown to.

        One that is larger than the whole store is not kept.
        """
        with self._lock:
            self._remove(key)
            size = entry.size
            if size > self.max_bytes:
                return
            self._entries[key] = entry, size
            self.bytes += size
            while self.bytes > self.max_bytes:
                self._remove(next(iter(self._entries)))

    def drop(self, key: Hashable) -> None:
        """Forget an entry, if there is one."""
        with self._lock:
            self._remove(key)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._entries.clear()
            self.bytes = 0

    def _remove(self, key: Hashable) -> None:
        _entry, size = self._entries.pop(key, (None, 0))
        self.bytes -= size
