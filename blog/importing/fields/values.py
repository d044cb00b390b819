"""Reads single values of front matter as text, whatever type people gave them."""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from blog.importing.placeholders import without_placeholders
from search.analysis.text import clean
from search.database.columns import shortened

_TRUE = {"true", "yes", "on", "1"}
_FALSE = {"", "false", "no", "off", "0", "none", "null"}


def cut(text: str, length: int) -> str:
    """Fold white space and cut text between words to `length` characters."""
    return shortened(" ".join(text.split()), length)


def normal_key(name: Any) -> str:
    """Return a key as all its spellings have it: `publishDate`, `publish-date`, `publish_date`."""
    text = one_line(name)
    parts = (f"_{sign}" if sign.isupper() else sign for sign in text)
    text = text if text.isupper() else "".join(parts)
    return "_".join(text.lower().replace("-", " ").replace("_", " ").split())[:60]


def one_line(value: Any) -> str:
    """Return a scalar as one clean line, in the Unicode form NFC; anything else is empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        return ""
    # YAML's escapes can write lone surrogates, which no database takes.
    text = " ".join(clean(without_placeholders(str(value))).split())
    return unicodedata.normalize("NFC", text)


def first_text(values: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """Return the first of some keys' values that is a scalar; empty for none."""
    return next(filter(None, (one_line(values.get(key)) for key in keys)), "")


def items_of(value: Any) -> Iterator[Any]:
    """Yield the items of a list, else the one value; nothing of an empty one."""
    if isinstance(value, list | tuple):
        yield from value
    elif value not in (None, "", {}):
        yield value


def is_true(value: Any) -> bool:
    """Tell whether a value says yes."""
    return value is True or one_line(value).lower() in _TRUE


def is_false(value: Any) -> bool:
    """Tell whether a value says no, or nothing."""
    return (
        value is False
        or value is None
        or value in ([], {})
        or (
            isinstance(value, str | int | float)
            and not isinstance(value, bool)
            and one_line(value).lower() in _FALSE
        )
    )
