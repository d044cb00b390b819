"""Remembers what was made of the texts of late, so that an edit makes only what is new."""

from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

MadeT = TypeVar("MadeT")


class Recent(Generic[MadeT]):
    """Keeps so many made things in this process; what was asked for longest ago goes first.

    A key names everything that its thing depends on.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._made: dict[Hashable, MadeT] = {}
        self._lock = Lock()

    def get(self, key: Hashable) -> MadeT | None:
        with self._lock:
            made = self._made.pop(key, None)
            if made is not None:
                self._made[key] = made
        return made

    def keep(self, key: Hashable, made: MadeT) -> None:
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._size:
                del self._made[next(iter(self._made))]
