"""Text cut to a column: never longer in code points, never within a sign."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.database.columns import fitted, shortened
from tests.texts import draw_texts


@pytest.mark.parametrize("cut", [fitted, shortened])
@given(text=st.text(st.characters()), length=st.integers(2, 300))
def test_any_text_fits(cut, text, length):
    text = cut(text * 9, length)
    assert len(text) <= length
    assert "\0" not in text
    text.encode()


def test_what_is_short_enough_stays():
    """One test for all texts: drawing them takes seconds, and a parameter is drawn to be listed."""
    for drawn in draw_texts(60):
        text = drawn.encode("utf-8", "ignore").decode().replace("\0", "")
        assert fitted(text, 10_000) == shortened(text, 10_000) == text


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("θ̂θ̂", 3, "θ̂"),
        ("किताब", 3, "कि"),
        ("שָׁלוֹם", 5, "שָׁל"),
        ("ab👩🏽‍💻", 4, "ab"),
        ("🇩🇪🇫🇷", 3, "🇩🇪"),
        ("a☺️", 2, "a"),
        ("one two", 4, "one"),
    ],
)
def test_a_sign_is_never_parted(text, length, cut):
    assert fitted(text, length) == cut


def test_a_syllable_of_decomposed_hangul_is_never_parted():
    text = unicodedata.normalize("NFD", "한국")
    assert fitted(text, 4) == unicodedata.normalize("NFD", "한")


def test_an_endless_sign_is_cut_after_all():
    assert len(fitted("x" + "\u0304" * 300, 200)) == 200


@pytest.mark.parametrize(
    ("text", "cut"),
    [("one two three", "one two…"), ("onetwothree", "onetwothr…"), ("θ̂" * 20, "θ̂θ̂θ̂θ̂…")],
)
def test_a_shortened_text_ends_between_words(text, cut):
    assert shortened(text, 10) == cut


def test_a_character_written_as_a_pair_is_one():
    assert fitted("\ud83d\ude00", 5) == "😀"
