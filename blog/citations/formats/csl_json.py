"""Reads items of CSL-JSON as sources: a list, one item, or what a registry of DOIs answers."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from blog.citations.formats.reading import (
    MAX_ENTRIES,
    Reading,
    UnreadableSourcesError,
    refuse_too_many,
)

# Where programs put the items: Zotero, Crossref.
_LISTS = ("items", "references", "message")


def read_csl_json(text: str, *, most: int = MAX_ENTRIES) -> Reading:
    """Return the items of a JSON text as sources; raises `UnreadableSourcesError`."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        message = _("This is no proper JSON: see line %(line)d, character %(column)d.")
        values = {"line": error.lineno, "column": error.colno}
        raise UnreadableSourcesError(message % values) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableSourcesError(
            _("This JSON is nested too deeply, or its numbers are too long.")
        ) from error
    return read_items(value, most=most)


def read_items(value: Any, *, most: int = MAX_ENTRIES) -> Reading:
    """Return CSL items, of JSON or YAML, as sources; raises `UnreadableSourcesError`."""
    reading = Reading("CSL-JSON", is_by_line=False)
    items = _items_of(value)
    refuse_too_many(len(items), most)
    for place, item in enumerate(items, 1):
        if not isinstance(item, Mapping):
            reading.refuse(item, place, _("It is no item of CSL-JSON."))
            continue
        key = item.get("id") or item.get("citation-key") or item.get("DOI") or ""
        reading.add(key, item, place)
    return reading


def _items_of(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        inner = next(
            (value[name] for name in _LISTS if isinstance(value.get(name), list | Mapping)), None
        )
        if inner is None:
            return [value]
        value = inner
    if isinstance(value, Mapping):
        # By key, or one alone as Crossref answers.
        by_key = all(isinstance(each, Mapping) for each in value.values())
        return [{"id": key, **each} for key, each in value.items()] if by_key else [value]
    if not isinstance(value, list):
        raise UnreadableSourcesError(_("This JSON holds no items."))
    return value
