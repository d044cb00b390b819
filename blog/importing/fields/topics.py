"""Reads tags, whatever they are called and however they are parted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from blog.importing.fields.values import one_line
from search.database.columns import fitted

TAGS = ("tags", "tag", "categories", "category", "keywords", "topics", "topic", "labels", "label")
# In which Jekyll parts words by spaces; "category" and "topic" name one.
_SPACED = ("tags", "categories")
MAX_NAMES = 20
MAX_NAME = 100


@dataclass(frozen=True)
class TagNames:
    """The tags of a post, and those beyond the most it may have."""

    kept: tuple[str, ...]
    dropped: tuple[str, ...] = ()


def tag_names(values: Mapping[str, Any], *, is_spaced: bool = False) -> TagNames:
    """Return the tags of all their keys, each once; `is_spaced` as Jekyll parts them."""
    found: dict[str, str] = {}
    for key in TAGS:
        is_by_space = is_spaced and key in _SPACED
        for name in names(values, (key,), is_spaced=is_by_space):
            found.setdefault(name.casefold(), name)
    tags = tuple(found.values())
    return TagNames(tags[:MAX_NAMES], tags[MAX_NAMES:])


def names(
    values: Mapping[str, Any], keys: tuple[str, ...], *, is_spaced: bool = False
) -> tuple[str, ...]:
    """Return names from lists, comma lists and mappings with a `name`, each once."""
    found: dict[str, str] = {}
    for key in keys:
        for name in _names_in(values.get(key), is_spaced=is_spaced):
            found.setdefault(name.casefold(), fitted(name, MAX_NAME))
    return tuple(found.values())


def _names_in(value: Any, *, is_spaced: bool) -> Iterator[str]:
    if isinstance(value, str):
        value = _parts_of(value, is_spaced=is_spaced)
    elif isinstance(value, dict):
        value = [value]
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, list | tuple):
            # One level: what is deeper is no list of names.
            yield from (one_line(each) for each in item if one_line(each))
        name = one_line(item.get("name") if isinstance(item, dict) else item).lstrip("#").strip()
        if name:
            yield name


def _parts_of(text: str, *, is_spaced: bool) -> list[str]:
    """Return the names of one text: by commas, else by semicolons, #signs, or spaces."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    for sign in (",", ";"):
        if sign in text:
            return [name.strip(" \"'") for name in text.split(sign)]
    words = text.split()
    return words if is_spaced or all(word.startswith("#") for word in words) else [text]
