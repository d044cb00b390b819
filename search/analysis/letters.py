"""Tells which characters make up words: letters with their marks, in every script."""

import unicodedata
from collections.abc import Iterable
from itertools import chain, groupby


def _class_of(codes: Iterable[int]) -> str:
    """Return rising code points as the ranges of a regular expression's class."""
    runs: list[range] = []
    for code in codes:
        if runs and runs[-1].stop == code:
            runs[-1] = range(runs[-1].start, code + 1)
        else:
            runs.append(range(code, code + 1))
    return "".join(f"\\U{run.start:08x}-\\U{run.stop - 1:08x}" for run in runs)


# Where Unicode has marks, and room for more of them; to look at all would take a tenth of a second.
_PLANES = chain(range(0x300, 0x1F000), range(0xE0100, 0xE01F0))
_MARK_CODES = [code for code in _PLANES if unicodedata.category(chr(code)).startswith("M")]
# Vowels, tones, accents, points: `\w` has none of them.
MARKS = _class_of(_MARK_CODES)
# What stands unseen within a word: soft hyphen, joiners, marks of direction.
JOINERS = "\u00ad\u061c\u200c-\u200f\u2060\ufeff"
# Scripts that don't part their words by spaces: kana, Han and Hangul; Thai, Lao, Myanmar, Khmer.
UNSPACED = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003fffd"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)
# Accents, and the vowel points of Arabic, Hebrew and Syriac, which most people leave out. Of
# other scripts the marks are letters in all but name.
_LEFT_OUT = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x0711, 0x0711), (0x0730, 0x074A), (0x0898, 0x089F),
    (0x08CA, 0x08FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip
_MARK_SET = frozenset(map(chr, _MARK_CODES))
_ACCENTS = {
    code: None for code in _MARK_CODES if any(first <= code <= last for first, last in _LEFT_OUT)
}


def is_mark(sign: str) -> bool:
    """Tell whether a character belongs to the letter before it."""
    return sign in _MARK_SET


def is_letters(word: str) -> bool:
    """Tell whether a word is letters alone, with their marks."""
    return word.isalpha() or (
        word[:1].isalpha() and all(sign.isalpha() or is_mark(sign) for sign in word)
    )


def is_word(text: str) -> bool:
    """Tell whether a text is letters and digits alone, with their marks."""
    return text.isalnum() or (text[:1].isalnum() and word_signs(text) == text)


def letter_runs(word: str) -> list[str]:
    """Return the runs of letters of a word that has digits too; none of any other."""
    if is_letters(word):
        return []
    runs = groupby(word, key=lambda sign: sign.isalpha() or is_mark(sign))
    return ["".join(run) for is_run, run in runs if is_run]


def word_signs(text: str) -> str:
    """Return the letters, digits and marks of a text."""
    return "".join(sign for sign in text if sign.isalnum() or is_mark(sign))


def without_accents(text: str) -> str:
    """Return decomposed text without accents and vowel points."""
    return text.translate(_ACCENTS)
