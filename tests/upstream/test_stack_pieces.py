"""CPython 3.11 to 3.13: a loop that calls across the end of a piece of the stack pays for memory.

When this fails, `config/serving/stack_room.py` has nothing left to mend on that Python.
"""

import resource
import sys

import pytest

from config.serving.stack_room import with_stack_room

CALLS, DEPTHS = 1000, 400


def page(_number):
    return sum(map(abs, [1]))


def loop():
    """Return the memory faults of a loop of calls."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for number in range(CALLS):
        page(number)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def deeper(depth):
    return deeper(depth - 1) if depth else loop()


def most_faults(measure):
    return max(measure(depth) for depth in range(DEPTHS))


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="not tried on this Python")
def test_calls_across_a_piece_of_the_stack_take_memory_each_time():
    assert most_faults(deeper) >= CALLS


def test_calls_with_room_take_none():
    assert most_faults(with_stack_room(deeper)) < CALLS / 10
