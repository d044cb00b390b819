"""Brings text into one Unicode form, and folds what readers don't tell apart."""

import re
import unicodedata

from search.analysis.letters import without_accents

_CONTRACTION = re.compile(r"(?<=\w)['’](?:s|t|re|ve|ll|d|m)\b", re.IGNORECASE)
# Letters that Unicode doesn't take apart, as those write them who don't have them on their keys.
_PLAIN = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
        "ı": "i", "ŧ": "t", "ŋ": "n", "ĸ": "k",
    }
)  # fmt: skip


def clean(text: str) -> str:
    """Return text that every database can hold: neither NUL nor lone surrogates."""
    text = text.replace("\x00", " ")
    try:
        text.encode()
    except UnicodeEncodeError:
        # JSON and YAML may write a character as a pair of them.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return text


def normalise(text: str) -> str:
    """Return the text in the Unicode form that chunks are read from."""
    text = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _CONTRACTION.sub("", text)


def fold(text: str) -> str:
    """Return text without case, accents and differences of Unicode form."""
    if text.isascii():
        return text.lower()
    parted = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFKC", without_accents(parted)).translate(_PLAIN)
