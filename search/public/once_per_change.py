"""Remembers what was read from the database until the next change of it.

A *generation* names the state of the site's data: another after each committed change, the same
in all processes. Where it comes from is set at the start; until then nothing is remembered.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

# Arguments may come from readers, such as a host's name.
MAX_VALUES = 1000
# None may be a value.
UNKNOWN = object()

Source = Callable[[], Hashable | None]
Params = ParamSpec("Params")
ValueT = TypeVar("ValueT")


class _Memory:
    """The values of one generation, those used last; shared by all threads."""

    def __init__(self) -> None:
        self.source: Source = lambda: None
        self._generation: Hashable | None = None
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    # Any: the key holds the function that made the value, and so decides its type.
    def find(self, generation: Hashable, key: Hashable) -> Any:
        """Return a value, UNKNOWN where there is none."""
        with self._lock:
            if self._generation != generation or key not in self._values:
                return UNKNOWN
            self._values.move_to_end(key)
            return self._values[key]

    def keep(self, generation: Hashable, key: Hashable, value: object) -> None:
        with self._lock:
            if self._generation != generation:
                self._generation = generation
                self._values.clear()
            self._values[key] = value
            while len(self._values) > MAX_VALUES:
                self._values.popitem(last=False)


_memory = _Memory()


def set_source(source: Source) -> None:
    """Set where the generation is read; None from it means that nothing is remembered now.

    That has to be so while this connection has changes that others don't see, and where it reads
    the state before a change. What others made of older data is dropped when it is asked for.
    """
    _memory.source = source


def is_remembering() -> bool:
    """Tell whether what is read now may be remembered."""
    return _memory.source() is not None


def once_per_change(make: Callable[Params, ValueT]) -> Callable[Params, ValueT]:
    """Call a function of hashable arguments once for each of them and each generation.

    All get the same value: it must hold nothing of one reader, and nobody may change it. What was
    read while a change was committed is handed out, but not remembered.
    """

    @wraps(make)
    def remembered(*args: Params.args, **kwargs: Params.kwargs) -> ValueT:
        generation = _memory.source()
        if generation is None:
            return make(*args, **kwargs)
        key = (make, args, *sorted(kwargs.items()))
        found = _memory.find(generation, key)
        if found is not UNKNOWN:
            return found
        value = make(*args, **kwargs)
        if _memory.source() == generation:
            _memory.keep(generation, key, value)
        return value

    return remembered
