"""Counts words, and the minutes that a reader takes for them."""

import re

WORDS_A_MINUTE = 230
# Letters a word, in scripts that part no words by spaces: kana and Han; Thai, Lao, Myanmar, Khmer.
_LETTERS_A_WORD = (
    (re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"), 2),
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 5),
)


def count_words(text: str) -> int:
    """Return the words of a text, or what takes as long to read."""
    # The space within a French quotation mark parts nothing.
    words = len(text.replace("\u202f", "").split())
    if text.isascii():
        return words
    return words + sum(len(letters.findall(text)) // size for letters, size in _LETTERS_A_WORD)


def minutes_to_read(words: int) -> int:
    """Return the minutes that a reader takes for so many words, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))
