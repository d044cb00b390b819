"""What is remembered between two changes, and what never is."""

from threading import Thread

import pytest

from search.public import once_per_change as module
from search.public.once_per_change import is_remembering, once_per_change


@pytest.fixture
def calls():
    return []


@pytest.fixture
def double(calls):
    @once_per_change
    def double(number: int) -> int:
        calls.append(number)
        return 2 * number

    return double


def test_a_value_is_made_once_for_each_argument_and_generation(double, calls, generation):
    assert [double(1), double(1), double(2), double(1)] == [2, 2, 4, 2]
    assert calls == [1, 2]
    generation.change()
    assert double(1) == 2
    assert calls == [1, 2, 1]


def test_without_a_generation_nothing_is_remembered(double, calls, generation):
    generation.now = None
    assert not is_remembering()
    assert [double(1), double(1)] == [2, 2]
    assert calls == [1, 1]


def test_what_is_remembered_is_not_used_while_there_is_no_generation(double, calls, generation):
    double(1)
    generation.now = None
    double(1)
    assert calls == [1, 1]


def test_none_is_a_value_too(generation):
    made = []
    nothing = once_per_change(lambda: made.append(1))
    assert (nothing(), nothing()) == (None, None)
    assert made == [1]


def test_an_error_is_not_remembered(generation):
    answers = iter([ZeroDivisionError, 5])

    @once_per_change
    def read() -> int:
        answer = next(answers)
        if answer is ZeroDivisionError:
            raise answer
        return answer

    with pytest.raises(ZeroDivisionError):
        read()
    assert read() == 5


def test_what_was_read_during_a_change_is_not_kept(generation):
    made = []

    @once_per_change
    def read() -> str:
        made.append(1)
        generation.change()
        return "perhaps of before"

    assert read() == "perhaps of before"
    read()
    assert len(made) == 2


def test_two_functions_do_not_share_values(double, generation):
    treble = once_per_change(lambda number: 3 * number)
    assert (double(1), treble(1)) == (2, 3)


def test_hostile_arguments_do_not_fill_the_memory(double, calls, generation, monkeypatch):
    monkeypatch.setattr(module, "MAX_VALUES", 3)
    for number in range(50):
        double(number)
        double(0)
    assert calls.count(0) == 1  # what is in use stays
    assert len(module._memory._values) == 3


def test_older_values_are_dropped(double, generation):
    for number in range(10):
        double(number)
    generation.change()
    double(1)
    assert len(module._memory._values) == 1


def test_threads_share_what_is_remembered(double, calls, generation):
    double(1)
    threads = [Thread(target=double, args=[1]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls == [1]
