import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import MAX_TERMS, read_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Data Drift", ["data", "drift"]),
        ('"quoted" AND (x)', ["quoted", "and", "x"]),
        ("foo_bar std::vec", ["foo_bar", "std", "vec"]),
        ("ＷＩＤＥ ﬁne", ["wide", "fine"]),
        ("\x00\ud800-'\"", []),
        ("", []),
    ],
)
def test_terms(text, terms):
    assert read_terms(text) == terms


@given(st.text())
def test_any_text_gives_few_plain_terms(text):
    terms = read_terms(text)
    assert len(terms) <= MAX_TERMS
    assert all(term.replace("_", "a").isalnum() for term in terms)
