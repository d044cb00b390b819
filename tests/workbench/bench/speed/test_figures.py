import pytest

from tests.workbench.bench.speed.figures import Figure, Spread, ratio, spread


def test_a_spread_is_the_median_and_its_quartiles():
    assert spread([4, 1, 3, 2, 5]) == Spread(2, 3, 4)
    assert spread([7]) == Spread(7, 7, 7)


def test_a_ratio_is_taken_round_by_round():
    """In the second round the machine was ten times slower, for both."""
    assert ratio([2, 20, 2], [1, 10, 1]) == Spread(2, 2, 2)


def test_a_round_without_a_baseline_is_left_out():
    assert ratio([2, 5], [1, 0]) == Spread(2, 2, 2)


@pytest.mark.parametrize(
    ("given", "is_met"),
    [
        ({"ratio": Spread(1, 1.5, 2), "goal": 1.5}, True),
        ({"ratio": Spread(1, 1.6, 2), "goal": 1.5}, False),
        ({"ratio": Spread(0.4, 0.6, 0.7), "goal": 0.5, "is_least": True}, True),
        ({"ratio": Spread(9, 9, 9), "value": 2.0, "goal": 3, "is_absolute": True}, True),
        ({"ratio": Spread(1, 1, 1)}, None),
        ({"goal": 3}, None),
    ],
)
def test_goals_bound_the_ratio_or_the_value(given, is_met):
    assert Figure("any", "", **given).is_met is is_met
