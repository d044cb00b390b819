import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.letters import is_word, word_signs
from search.analysis.text import clean
from search.analysis.words import Reader, chunks


def tokens(text: str) -> set[str]:
    return set(Reader("en").tokens(text).split())


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
        ("机器学习是人工智能的一个分支", ["分支"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("ภาษาไทยเป็นภาษาที่", ["ไทย", "ภาษา", "ที่"]),
        ("مَكْتَبَة كِتاب", ["مكتبة", "مَكْتَبَة", "كتاب"]),
        ("שָׁלוֹם", ["שלום", "שָׁלוֹם"]),
        ("x̄ und ü", ["x", "ü", "u"]),
        ("می‌خواهم", ["می‌خواهم", "می", "خواهم", "میخواهم"]),
        ("Silben\u00adtrennung", ["Silbentrennung", "silben"]),
        ("кни́га", ["книга"]),
        ("が か", ["が", "か"]),
        ("sha256 U²", ["sha256", "u2"]),
        ("œuvre Straße Łódź Tromsø Æsir", ["oeuvre", "strasse", "lodz", "tromso", "aesir"]),
        ("oeuvre Strasse Lodz", ["œuvre", "Straße", "Łódź"]),
        ("We don't, it can’t, she isn't", ["dont", "don't", "cant", "isnt"]),
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
    assert Reader("de").tokens("Häuser") == Reader("de").tokens("Haus")
    assert Reader("xx").tokens("caches") == "caches"


@given(st.text())
def test_tokens_are_letters_digits_and_marks_alone(text):
    held = tokens(clean(text))
    assert all(is_word(token) or word_signs(token) == token for token in held)
    assert all(len(token) <= 64 for token in held)


@pytest.mark.parametrize(
    ("text", "others"),
    [("कि", "की"), ("ป่า", "ป้า"), ("が", "か"), ("क्ष", "कष")],
)
def test_marks_that_make_another_word_tell_words_apart(text, others):
    assert tokens(text) != tokens(others)


def test_a_word_of_letters_and_digits_is_found_by_its_letters():
    assert {"sha", "h", "o"} <= tokens("sha256 h2o")


@pytest.mark.parametrize("text", ["foo_" + "a" * 70 + "Bcd", "x" * 300, "क" * 90, "ﷺ" * 30])
def test_a_long_word_leaves_nothing_that_is_too_long_for_its_column(text):
    reader = Reader("en")
    reader.tokens(text)
    words, _glued = reader.words()
    assert words
    assert all(len(word) <= 64 for word in words)


def test_words_that_are_spelled_alike_are_told_apart():
    reader = Reader("en")
    reader.tokens("C++ and C#")
    reader.tokens("C", is_code=True)
    words, _glued = reader.words()
    assert {"c": "C", "cplusplus": "C", "csharp": "C"}.items() <= words.items()
