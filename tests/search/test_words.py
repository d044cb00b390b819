import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.words import chunks, clean, tokenise


def tokens(text: str) -> set[str]:
    return set(tokenise(text, "en", {}, {}).all)


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("std::vec", ["std::vec", "std", "vec", "stdvec"]),
        ("--no-cache-dir", ["--no-cache-dir", "no-cache-dir", "cache"]),
        ("foo_bar", ["foo_bar", "fooBar", "foobar", "foo", "bar"]),
        ("fooBar", ["fooBar", "foobar", "foo", "bar"]),
        ("torch.nn.Module", ["torch.nn.Module", "torch.nn", "module"]),
        ("C++", ["C++", "c++", "c"]),
        ("F#", ["f#", "F"]),
        (".gitignore", [".gitignore", "gitignore"]),
        ("v1.2.3", ["v1.2.3", "1.2.3", "v1"]),
        ("Naïve ﬁtting, ＷＩＤＥ Straße", ["naive", "fit", "wide", "STRASSE"]),
        ("the user's caches", ["user", "cache", "caching"]),
        ("机器学习", ["机器", "学习"]),
    ],
)
def test_what_a_text_holds_is_asked_for_in_the_same_tokens(text, queries):
    held = tokens(text)
    for query in queries:
        (chunk,) = chunks(query, "en")
        whole = {*chunk.glued, *chunk.beside}
        assert set(chunk.tokens) <= held or whole & held, query


def test_numbers_are_not_glued_into_others():
    assert not tokens("1.23").intersection(tokens("12.3") - {"1", "2", "3"})


def test_other_languages_have_their_own_stems():
    assert tokenise("Häuser", "de", {}, {}).stream == tokenise("Haus", "de", {}, {}).stream
    assert tokenise("caches", "xx", {}, {}).stream == ["caches"]


@given(st.text())
def test_tokens_are_letters_and_digits_alone(text):
    assert all(token.isalnum() for token in tokens(clean(text)))
