"""Finds in a text what may be citations, by sight: `@key` wherever it stands, in code too."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from blog.citations.keys import KEY

_CITED = re.compile(rf"(?<![\w.])@({KEY})")


def keys_in(value: Any) -> set[str]:
    """Return what may be keys in a text, or in all texts of a block's stored value."""
    return {key for text in _texts_in(value) for key in _CITED.findall(unescape(text))}


def with_other_keys(value: Any, keys: Mapping[str, str]) -> Any:
    """Return a text, or a stored value, in which other keys are cited instead of some."""
    match value:
        case str():
            return _CITED.sub(lambda match: f"@{keys.get(match[1], match[1])}", value)
        case list():
            return [with_other_keys(each, keys) for each in value]
        case dict() if value.get("type") != "code":
            return {name: with_other_keys(each, keys) for name, each in value.items()}
    return value


def _texts_in(value: Any) -> Iterator[str]:
    match value:
        case str() if "@" in value:
            yield value
        case list():
            for each in value:
                yield from _texts_in(each)
        case dict():
            yield from _texts_in([*value.values()])
