import pytest

from search.analysis.edit_distance import edit_distance


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("cache", "cache", 0), ("cahce", "cache", 1), ("cach", "cache", 1), ("cacche", "cache", 1),
     ("cafhe", "cache", 1), ("", "abc", 3), ("kitten", "sitting", 3)],
)  # fmt: skip
def test_distance(one, other, distance):
    assert edit_distance(one, other) == edit_distance(other, one) == distance
