"""Tests how long a text takes to read, in scripts with spaces between words and without."""

import pytest

from blog.document.reading_time import count_words, minutes_to_read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Four words of prose", 4),
        ("un «\u202fmot\u202f» entre deux", 4),
        ("機械学習" * 100, 201),
        ("كيف نقيس الانحراف", 3),
        ("ข้อมูล" * 10, 13),
    ],
)
def test_words_count_in_every_script(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (229, 1), (1_150, 5), (23_000, 100)])
def test_a_reader_takes_a_minute_for_230_words(words, minutes):
    assert minutes_to_read(words) == minutes
