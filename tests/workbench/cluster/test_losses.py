"""What came is counted by ids: what is missing, what is beyond, and what came twice for nothing."""

import pytest

from tests.workbench.cluster.losses import Arrival, counted

A, B = Arrival("A", "1"), Arrival("B", "2")


def kept(arrivals, cut_off=(), expected=("A", "B")):
    return [figure.is_kept for figure in counted("events", expected, arrivals, cut_off)]


@pytest.mark.parametrize(
    ("arrivals", "cut_off", "is_kept"),
    [
        ([A, B], [], [True, True]),
        ([A], [], [False, True]),
        ([A, B, Arrival("C", "3")], [], [False, True]),
        # Told twice, and nobody can know that it is the same.
        ([A, Arrival("A", "3"), B], [], [False, True]),
        ([A, A, B], [], [True, False]),
        ([A, A, B], ["2"], [True, False]),
        ([A, A, B], ["1"], [True, True]),
        # It was cut off once, so that a third copy is one too many.
        ([A, A, A, B], ["1"], [True, False]),
    ],
)
def test_a_figure_is_kept_where_each_came_once_or_was_cut_off(arrivals, cut_off, is_kept):
    assert kept(arrivals, cut_off) == is_kept


def test_figures_say_what_was_lost_and_what_came_twice():
    lost, twice = counted("events", ["A", "B"], [A, A, A], ["1"])
    assert lost.shown == "2 to be told, 1 came, missing: B"
    assert "1 of 1 ids, 0 whose sender was killed" in twice.shown
    assert twice.shown.endswith("needless: A")
