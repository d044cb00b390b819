"""Parses what a reader typed: words, phrases, operators; pure functions that take any string."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis.letters import word_signs
from search.analysis.text import clean

MAX_LENGTH = 200
MAX_TERMS = 16
TOPICS = ("tag", "author", "series")
PLACES = ("code", "title")

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_ITEM = re.compile(
    r'(?P<without>(?<![^\s])-(?=[\w"]))?'
    r"(?:(?P<operator>tag|author|series|year|in):)?"
    r'(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))',
    re.IGNORECASE,
)
_YEAR = re.compile("(?:19|20|21)[0-9]{2}")
_HAS_WORD = re.compile(r"[^\W_]")
# What is looked for by itself, as in code: `::`, `#!`.
_SIGNS = re.compile(r"[!-/:-@\[-`{-~]{2,8}")
# What belongs to the sentence around a word, and what joins words of prose.
_OPENING, _CLOSING = "\"'([{<", "\"')]}>.,;:!?"
_JOINING = re.compile(r"(?<=\w)[-'’](?=\w)|\s")
# Words that are looked for with their signs.
MAX_TYPED = 3


@dataclass(frozen=True)
class QueryWord:
    """A word or a phrase; `is_excluded` where it must not occur."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False


@dataclass(frozen=True)
class Query:
    """A query as it was read.

    `topics` are pairs of a kind and what it is called, slug or name; `place` is `code`, `title`
    or empty; `signs` are what has neither letters nor digits.
    """

    text: str
    words: tuple[QueryWord, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    year: int | None = None
    place: str = ""
    signs: tuple[str, ...] = ()

    @property
    def typed_with_signs(self) -> list[str]:
        """Return what is looked for that is more than words, as `--flag` and `a.b.c` are."""
        typed = (word.text.lstrip(_OPENING).rstrip(_CLOSING) for word in self.wanted)
        return [text for text in typed if _has_signs(text)][:MAX_TYPED]

    @property
    def wanted(self) -> tuple[QueryWord, ...]:
        """Return what is looked for."""
        return tuple(word for word in self.words if not word.is_excluded)

    @property
    def excluded(self) -> tuple[QueryWord, ...]:
        """Return what must not occur."""
        return tuple(word for word in self.words if word.is_excluded)

    def __bool__(self) -> bool:
        return bool(self.words or self.topics or self.year or self.signs)


def read_query(text: str) -> Query:
    """Return what a text asks for; what lies past 200 characters or 16 terms is not read.

    A query that only excludes looks for its words instead: nothing else would be found.
    """
    text = " ".join(clean(text[: MAX_LENGTH * 2]).split())[:MAX_LENGTH]
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES)[:MAX_LENGTH]
    words: list[QueryWord] = []
    signs: list[str] = []
    topics: dict[tuple[str, str], None] = {}
    year, place = None, ""
    for match in _ITEM.finditer(folded):
        if len(words) + len(topics) >= MAX_TERMS:
            break
        operator = (match["operator"] or "").lower()
        value = match["phrase"] if match["phrase"] is not None else match["word"]
        if operator in TOPICS and value.strip():
            topics[operator, value.strip()] = None
        elif operator == "year" and _YEAR.fullmatch(value):
            year = int(value)
        elif operator == "in" and value.lower() in PLACES:
            place = value.lower()
        elif word := _read_word(match, value):
            words.append(word)
        elif _SIGNS.fullmatch(value) and len(signs) < MAX_TYPED:
            signs.append(value)
    wanted = tuple(_with_some_wanted(words))
    return Query(text, wanted, tuple(topics), year, place, tuple(signs))


def _has_signs(text: str) -> bool:
    plain = _JOINING.sub("", text)
    return bool(word_signs(plain)) and word_signs(plain) != plain


def _read_word(match: re.Match[str], value: str) -> QueryWord | None:
    if not _HAS_WORD.search(value):
        return None
    # An operator that means nothing, such as `in:space`, is words.
    text = f"{match['operator']} {value}" if match["operator"] else value
    return QueryWord(text, match["phrase"] is not None, bool(match["without"]))


def _with_some_wanted(words: Sequence[QueryWord]) -> Sequence[QueryWord]:
    if all(word.is_excluded for word in words):
        return [QueryWord(word.text, word.is_phrase) for word in words]
    return words
