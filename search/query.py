"""Reads what a reader typed; pure functions."""

import re
import unicodedata

MAX_LENGTH = 200
MAX_TERMS = 16

_TERM = re.compile(r"\w+")


def read_terms(text: str) -> list[str]:
    """Return the words of a query, folded to lower case and NFKC, at most 16 of them.

    Any string is accepted: what is neither letter, digit nor underscore (quotes, operators,
    NUL, lone surrogates) only parts words, and what lies past 200 characters is not read.
    """
    folded = unicodedata.normalize("NFKC", text[:MAX_LENGTH]).casefold()
    return _TERM.findall(folded)[:MAX_TERMS]
