import pytest

from search.index.entries import split_words, without_common


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        ("a b=B c | ab", "a b=B d | ab", {"c": "c"}, {"d": "d"}),
        ("llm=LLM | ", "llm=Llm | ", {"llm": "LLM"}, {"llm": "Llm"}),
        ("foo bar | foobar", "foo bar foobar | ", {}, {"foobar": "foobar"}),
        ("a | ", "a | ", {}, {}),
    ],
)
def test_of_what_an_edit_left_alone_nothing_is_counted(old, new, was, now):
    old, new = without_common(old, new)
    assert (split_words(old)[0], split_words(new)[0]) == (was, now)


def test_a_word_that_was_glued_is_counted_as_such_before_it_is_plain():
    old, new = without_common("foo bar | foobar", "foo bar foobar | ")
    assert (split_words(old)[1], split_words(new)[1]) == ({"foobar"}, set())
