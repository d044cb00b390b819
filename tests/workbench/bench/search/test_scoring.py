import pytest

from tests.workbench.bench.search.scoring import (
    mean_reciprocal_rank,
    percentile,
    rank,
    share_found,
)


def test_the_best_accepted_page_gives_the_rank():
    assert rank([7, 3, 9], {9, 3}) == 2


@pytest.mark.parametrize("found", [[], [1, 2], [*range(10), 99]])
def test_what_is_missing_or_past_the_tenth_has_no_rank(found):
    assert rank(found, {99}) is None


def test_what_is_not_found_counts_nothing():
    assert mean_reciprocal_rank([1, 2, None, 4]) == pytest.approx(1.75 / 4)
    assert share_found([1, None, 10, None]) == 0.5


@pytest.mark.parametrize(("percent", "value"), [(50, 10), (95, 19), (100, 20)])
def test_a_percentile_is_one_of_the_values(percent, value):
    assert percentile(list(range(20, 0, -1)), percent) == value
