"""Turns text into the tokens that the index holds and a query asks for: one way for both.

A token is a folded stem. An identifier stands in the stream by its parts (`std::vec` as `std`,
`vec`; `fooBar` as `foobar`) and beside the stream glued and in its other parts (`stdvec`; `foo`,
`bar`), so that it is found whole and in part, however the reader writes it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from search.analysis.letters import (
    JOINERS,
    MARKS,
    UNSPACED,
    is_letters,
    is_word,
    letter_runs,
    word_signs,
)
from search.analysis.stems import stem, whole_contraction
from search.analysis.text import fold, normalise

# Longer ones are hashes, keys and embedded data, which nobody looks for.
MAX_WORD = 40
MAX_PARTS = 8
# A word is spelled as prose has it, however often code has it otherwise.
PROSE_OVER_CODE = 10_000

# A letter with its marks, of a script without spaces.
_SYLLABLE = rf"(?=\w)[{UNSPACED}][{MARKS}]*"
# A run of letters and digits with what joins identifiers: `torch.nn`, `no-cache`, `C++`. Where
# there are no spaces, as much as one chunk holds.
CHUNK = re.compile(
    rf"(?:{_SYLLABLE}){{1,{MAX_PARTS}}}"
    rf"|(?![{UNSPACED}])\w(?:(?![{UNSPACED}])\w|[{MARKS}]"
    rf"|(?:::|->|[-.:/+#@$&\\]|[{JOINERS}]+)(?=\w)(?![{UNSPACED}]))*"
    r"(?:\+\+|#)?"
)
_SYLLABLES = re.compile(_SYLLABLE)
_PART = re.compile(rf"{_SYLLABLE}|(?:(?![{UNSPACED}])[^\W_][{MARKS}]*)+")
# Not within the plural of capitals, as in `LLMs`.
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])(?!.s(?![a-z]))")
_VERSION = re.compile(r"v\d")
# One plain word, as most runs are: read so it takes a tenth of the time.
_PLAIN = re.compile(rf"[A-Za-z][a-z]{{0,{MAX_WORD - 1}}}")
_SPECIAL = {"++": "plusplus", "#": "sharp"}


class Chunk(NamedTuple):
    """What one run of a text says.

    `tokens` stand in the stream, `beside` next to it, and in the index `letters`, the runs of
    letters beside digits; `words` and `glued` are what all are made of, unstemmed. `spelled` is how
    the first of `words` were written.
    """

    tokens: tuple[str, ...]
    beside: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    glued: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    spelled: tuple[str, ...] = ()


def chunks(text: str, language: str) -> Iterator[Chunk]:
    """Yield what the runs of a text say, in their order."""
    for match in CHUNK.finditer(normalise(text)):
        yield read_chunk(match[0], language)


class Reader:
    """Reads the fields of one page, and keeps the words that all of them are made of."""

    def __init__(self, language: str) -> None:
        self._language = language
        # A page repeats most of its runs: each is read once, and its stream is text at once.
        self._chunks: dict[str, Chunk] = {}
        self._streams: dict[str, str] = {}
        self._in_prose: Counter[str] = Counter()
        self._in_code: Counter[str] = Counter()

    def tokens(self, text: str, *, is_code: bool = False) -> str:
        """Return a field's tokens with spaces between: its stream, then each that stands beside."""
        runs = CHUNK.findall(normalise(text))
        counts = Counter(runs)
        (self._in_code if is_code else self._in_prose).update(counts)
        for run in counts.keys() - self._chunks.keys():
            chunk = self._chunks[run] = read_chunk(run, self._language)
            self._streams[run] = " ".join(chunk.tokens)
        stream = filter(None, map(self._streams.__getitem__, runs))
        beside: dict[str, None] = {}
        for chunk in map(self._chunks.__getitem__, counts):
            if chunk.beside or chunk.letters:
                beside |= dict.fromkeys((*chunk.beside, *chunk.letters))
        return " ".join([*stream, *beside])

    def words(self) -> tuple[dict[str, str], list[str]]:
        """Return the words of all fields, unstemmed, each as most spell it, and the glued ones.

        How code spells a word counts only where prose doesn't hold it.
        """
        # By word and spelling: `C`, `C++` and `C#` are all spelled with a C.
        often: dict[tuple[str, str], int] = {}
        others: dict[str, None] = {}
        glued: dict[str, None] = {}
        for weight, counts in ((PROSE_OVER_CODE, self._in_prose), (1, self._in_code)):
            for run, count in counts.items():
                chunk = self._chunks[run]
                for pair in zip(chunk.words, chunk.spelled, strict=False):
                    often[pair] = often.get(pair, 0) + count * weight
                # Most runs are one plain word, and that is all.
                if len(chunk.words) > 1:
                    others |= dict.fromkeys(chunk.words)
                    glued |= dict.fromkeys(chunk.glued)
        words: dict[str, str] = {}
        most: dict[str, int] = {}
        for (word, spelled), count in often.items():
            if count > most.get(word, 0):
                words[word], most[word] = spelled, count
        words |= {word: word for word in others if word not in words}
        return words, [word for word in glued if word not in words]


@lru_cache(maxsize=30_000)
def read_chunk(chunk: str, language: str) -> Chunk:
    """Return what one run says; nothing for one that is no word."""
    if _PLAIN.fullmatch(chunk):
        word = whole_contraction(chunk.lower(), language)
        return Chunk((stem(word, language),), (), (word,), (), (), (chunk,))
    special = next((end for end in _SPECIAL if chunk.endswith(end)), "")
    parts = _PART.findall(chunk)[:MAX_PARTS]
    read = [(word, part) for part in parts if (word := _folded_word(part))]
    if not read:
        return Chunk(())
    folded = [word for word, _part in read]
    if len(parts) == 1:
        folded = [whole_contraction(folded[0], language)]
    if special:
        folded[-1] += _SPECIAL[special]
    pieces = [piece for part in parts for piece in _camel_pieces(part)]
    beside = list(filter(None, map(_folded_word, pieces)))
    whole = _glued_word(folded)
    is_glued = len(folded) > 1 and len(whole) <= MAX_WORD and not _SYLLABLES.match(chunk)
    glued = (whole,) if is_glued else ()
    stems = tuple(stem(word, language) for word in folded)
    others = dict.fromkeys([*(stem(piece, language) for piece in beside), *glued])
    if glued and _VERSION.match(whole):  # `v1.2.3` is `1.2.3` too
        others[whole[1:]] = None
    if special and (plain := _folded_word(parts[-1])):
        others[stem(plain, language)] = None
    runs = [run for word in folded for run in letter_runs(word)][:MAX_PARTS]
    letters = tuple(stem(run, language) for run in runs)
    spelled = tuple(part for _word, part in read)
    return Chunk(stems, tuple(others), (*folded, *beside, *runs), glued, letters, spelled)


def unsigned(token: str) -> str:
    """Return a token without what stands for the signs of `C++` or `F#`."""
    for written in _SPECIAL.values():
        token = token.removesuffix(written) or token
    return token


def _folded_word(part: str) -> str:
    """Return a part folded, its letters, digits and marks; nothing of one that is too long.

    Of a long run of letters its beginning: many scripts have no spaces.
    """
    folded = fold(part)
    if not is_word(folded):  # folding may bring other signs
        folded = word_signs(folded)
    if len(folded) <= MAX_WORD:
        return folded
    return folded[:MAX_WORD] if is_letters(folded) else ""


def _camel_pieces(part: str) -> list[str]:
    pieces = _CAMEL.split(part) if not part.islower() else []
    return [piece for piece in pieces if len(piece) > 1][:MAX_PARTS] if len(pieces) > 1 else []


def _glued_word(folded: list[str]) -> str:
    """Return the parts as one word; numbers stay apart, or 1.23 would be 12.3."""
    whole = folded[0]
    for part in folded[1:]:
        is_number = whole[-1].isdigit() and part[0].isdigit()
        whole += f"p{part}" if is_number else part
    return whole
