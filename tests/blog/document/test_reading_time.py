"""Tests how long a text takes to read, in scripts with spaces between words and without."""

import pytest

from blog.document.document import count_words


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
