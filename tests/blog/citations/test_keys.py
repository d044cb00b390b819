"""What a citation key may be."""

import pytest

from blog.citations.keys import MAX_KEY, fitting_key, free_key, is_key


@pytest.mark.parametrize(
    "key",
    ["vaswani2017", "doe:2020a", "10.1000/xyz", "_x", "Gödel1931", "a-b_c+d", "figure2", "李2020"],
)
def test_what_pandoc_reads_is_a_key(key):
    assert is_key(key)
    assert fitting_key(key) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "source"), ("fig:loss", "fig_loss"), ("eq-1", "eq_1"), ("sec:fig:x", "sec_fig:x"),
        ("a b", "a-b"), ("a::b", "a:b"), ("a.", "a"), ("{a}", "a"),
        ("doi:10.1/(SICI)1", "doi:10.1/SICI-1"),
        ("a\x00\ud800b", "a-b"), ("x" * 300, "x" * MAX_KEY), ("@@", "source"),
        ("<script>", "script"),
    ],
)  # fmt: skip
def test_what_is_no_key_gets_the_nearest(text, key):
    assert not is_key(text)
    assert fitting_key(text) == key
    assert is_key(key)


def test_a_key_that_is_taken_gets_a_number():
    assert free_key("a", {"b"}) == "a"
    assert free_key("a", {"a", "a_2"}) == "a_3"
    assert is_key(free_key("x" * MAX_KEY, {"x" * MAX_KEY}))
