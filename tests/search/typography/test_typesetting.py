"""Tests how prose is set in its language, and what stays as it was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.words import chunks
from search.typography.marks import _MARKS
from search.typography.typesetting import typeset

SET = {
    "en": [
        ('"Loss" is a "word".', "“Loss” is a “word”."),
        ("'single' and \"it's 'in' one\"", "‘single’ and “it’s ‘in’ one”"),
        ("\"'Hi' there,\" he said; \"I said 'no'\"", "“‘Hi’ there,” he said; “I said ‘no’”"),
        (
            "don't, James', the dogs' and rock 'n' roll",
            "don’t, James’, the dogs’ and rock ’n’ roll",
        ),
        ("the '90s, '68 and the 1990's; 'twas", "the ’90s, ’68 and the 1990’s; ’twas"),
        ("a -- b, 1990--1995, wait...", "a – b, 1990–1995, wait…"),
        ('("quoted") "Kubernetes"-based', "(“quoted”) “Kubernetes”-based"),
        ('"A", "b"; —"c"', "“A”, “b”; —“c”"),
    ],
    "en-gb": [("\"yes\" and 'no'", "“yes” and ‘no’")],
    "de": [("\"Verlust\" heißt 'das', geht's?", "„Verlust“ heißt ‚das‘, geht’s?")],
    "fr": [('"mot" et l\'autre', "«\u202fmot\u202f» et l’autre")],
    "es": [('"palabra"', "«palabra»")],
    "it": [('"parola" dell\'uomo', "«parola» dell’uomo")],
    "pl": [('"słowo"', "„słowo”")],
    "sv": [("\"ord\" 'i'", "”ord” ’i’")],
    "pt": [('"palavra"', "“palavra”")],
    "nl": [('"woord"', "“woord”")],
}
STAYS = [
    '5\' 6" tall, 5\'6", 12"x14", 40°26\'46"',
    "run --flag or --no; a--b; x --- y",
    "https://example.org/a--1...b'c and o'neil@example.org",
    'f\'(x), print("x"), {{< figure src="a b" >}}, {% tag \'x\' %}, <div class="x y">',
    '../... and a....b, ...args, x = "", a \'lone opener',
    "“set” ‘already’ – and…",
]


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [(language, *pair) for language, pairs in SET.items() for pair in pairs],
)
def test_prose_is_set_in_its_language(language, typed, shown):
    assert typeset(typed, language) == shown


@pytest.mark.parametrize("text", STAYS)
def test_what_is_no_prose_stays(text):
    assert typeset(text, "en") == text


@pytest.mark.parametrize("language", ["ja", "zh-hans", "ar", "he", "xx"])
def test_other_languages_stay_as_they_were_typed(language):
    text = "\"a\" -- 'b'..."
    assert typeset(text, language) == text


PIECES = st.lists(
    st.sampled_from([*"\"'\"' .,()-/\n", "a", "b5", "3", "--", "...", "{{", "<", ">", "@", "://"]),
    max_size=24,
).map("".join)
LANGUAGES = st.sampled_from(sorted({*_MARKS, "ja"}))


@given(st.one_of(PIECES, st.text(max_size=60)), LANGUAGES)
def test_set_text_stays_as_it_is(text, language):
    once = typeset(text, language)
    assert typeset(once, language) == once


SIGNS = re.compile(r"[\"'.–…“”„‘’‚«»‹›\u202f-]")


@given(st.one_of(PIECES, st.text(max_size=60)), LANGUAGES)
def test_words_stay_as_they_are(text, language):
    assert SIGNS.sub("", typeset(text, language)) == SIGNS.sub("", text)


@pytest.mark.parametrize("language", SET)
def test_search_reads_the_same_words_in_both(language):
    for typed, shown in SET[language]:
        assert list(chunks(shown, language)) == list(chunks(typed, language))


def test_a_hostile_text_takes_no_longer_than_its_length():
    for text in ("\"'" * 25_000, "a" * 50_000 + "'", "{{" * 25_000 + "'", "<a" * 25_000 + '"'):
        typeset(text, "en")
