"""Keeps the calls of a request on one piece of the interpreter's stack.

CPython keeps frames in pieces of 16 kB. A call that crosses the end of one takes the next piece
from the system and gives it back when it returns, so a loop that happens to stand at such an end
pays for memory at each turn: an uncached page costs up to twice as much, by no more than a
middleware more or less. See `tests/upstream/test_stack_pieces.py`.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

# Words of eight bytes: a piece is doubled until a frame fits, so 224 kB of 1 MB are left for all
# deeper calls, some forty times what a page needs.
ROOM = 100_000

Params = ParamSpec("Params")
Result = TypeVar("Result")


def with_stack_room(call: Callable[Params, Result]) -> Callable[Params, Result]:
    """Return what does the same from a frame too large for a usual piece of the stack."""

    def roomy(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        return call(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=ROOM)
    return wraps(call)(roomy)
