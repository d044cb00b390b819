import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.query import MAX_LENGTH, MAX_TERMS, QueryWord, read_query


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Data  Drift", ["Data", "Drift"]),
        ("foo_bar std::vec --no-cache-dir", ["foo_bar", "std::vec", "--no-cache-dir"]),
        ("ＷＩＤＥ ﬁne", ["WIDE", "fine"]),
        ("in:space tag:", ["in space", "tag:"]),
        ("\x00\ud800-'\"", []),
        ("-- * () ::", []),
        ("", []),
    ],
)
def test_words(text, words):
    assert [word.text for word in read_query(text).words] == words


def test_phrases_and_what_is_excluded():
    query = read_query('“data drift” monitoring -"old way" -kafka')
    assert query.wanted == (QueryWord("data drift", is_phrase=True), QueryWord("monitoring"))
    assert [word.text for word in query.excluded] == ["old way", "kafka"]


def test_a_query_that_only_excludes_looks_for_its_words():
    assert [word.text for word in read_query("-drift").wanted] == ["drift"]


def test_operators():
    query = read_query('drift TAG:mlops author:"Ada L" series:basics year:2025 in:code')
    assert query.topics == (("tag", "mlops"), ("author", "Ada L"), ("series", "basics"))
    assert (query.year, query.place) == (2025, "code")
    assert [word.text for word in query.words] == ["drift"]


@given(st.text(max_size=600))
def test_any_text_is_read_within_bounds(text):
    query = read_query(text)
    assert len(query.words) + len(query.topics) <= MAX_TERMS
    assert len(query.text) <= MAX_LENGTH
    query.text.encode()
