"""Cleans a record: one item of CSL-JSON without its id, in the one shape that all of us read.

A text may hold the markup of CSL (`<i>`, `<b>`, `<sub>`, `<sup>`, `<span class="nocase">`); any
other `<` in it is a sign like others, and is escaped by who writes HTML.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from blog.citations.dates import cleaned_date
from blog.citations.variables import (
    DATES,
    NAME_FLAGS,
    NAME_PARTS,
    NAMES,
    OTHER_NAMES,
    OTHER_TYPES,
    TEXTS,
    TYPES,
)
from blog.html.addresses import web_address
from search.analysis.text import clean

# One record: `type`, texts, lists of names, dates.
Record = dict[str, Any]
MAX_TEXT, MAX_NAME, MAX_NAMES = 10_000, 300, 500
DEFAULT_TYPE = "document"

_MARKUP = re.compile(
    r'</?(?:i|b|sub|sup|sc|span)>|<span (?:class="nocase"|style="[\w: -]{1,60};?")>'
)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)\Z", re.IGNORECASE)
# Controls, and what turns the direction of all that follows.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def cleaned(item: Mapping[Any, Any]) -> tuple[Record, list[str]]:
    """Return the record of a CSL item of any origin, and sentences on what was changed in it.

    Whatever the item holds, the record is small, flat and has known names only.
    """
    record: Record = {}
    changes: list[str] = []
    unread: list[str] = []
    for name, value in item.items():
        if name in ("id", "type") or value in (None, "", [], {}):
            continue
        name = OTHER_NAMES.get(name, name)
        read = _read_value(str(name), value, changes)
        if read:
            record.setdefault(name, read)
        else:
            unread.append(shown(name))
    record["type"] = _type_of(item.get("type"), changes)
    if unread:
        names = ", ".join(unread[:20]) + (" …" if len(unread) > 20 else "")
        changes.insert(0, _("Not kept: %(names)s.") % {"names": names})
    return record, changes


def in_order(value: Any) -> Any:
    """Return a record with its names in the order of the alphabet: databases keep one of theirs."""
    match value:
        case dict():
            return {name: in_order(value[name]) for name in sorted(value)}
        case list():
            return [in_order(each) for each in value]
    return value


def plain_text(text: str) -> str:
    """Return a record's text without the markup of CSL."""
    return _MARKUP.sub("", text)


def one_line(value: Any) -> str:
    """Return a scalar as one clean line; nothing of anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    # An integer of many digits is refused by Python itself, and no record has one.
    if isinstance(value, int) and abs(value) >= 10**18:
        return ""
    text = " ".join(_CONTROLS.sub(" ", clean(str(value))).split())
    return unicodedata.normalize("NFC", text)


def shown(value: Any) -> str:
    """Return something foreign as it may stand in a message."""
    text = one_line(value) if isinstance(value, str | int) else type(value).__name__
    return text if len(text) <= 60 else f"{text[:60]}…"


def doi_of(text: str) -> str:
    """Return the DOI that a text is, written alone or as an address; empty for none."""
    match = _DOI.match(text.strip())
    return match[1] if match else ""


def _type_of(value: Any, changes: list[str]) -> str:
    kind = OTHER_TYPES.get(value, value) if isinstance(value, str) else None
    if kind in TYPES:
        return kind
    if value is not None:
        changes.append(
            _("“%(type)s” is no known type: “document” is taken.") % {"type": shown(value)}
        )
    return DEFAULT_TYPE


def _read_value(name: str, value: Any, changes: list[str]) -> Any:
    """Return a variable's value in its shape; nothing of what has no place in it."""
    if name in TEXTS:
        return _text(name, value, changes)
    if name in NAMES:
        return _names(name, value, changes)
    return cleaned_date(value) if name in DATES else None


def _text(name: str, value: Any, changes: list[str]) -> str:
    if isinstance(value, list):
        # Crossref writes titles and serial numbers so.
        value = ", ".join(filter(None, map(one_line, value[:20])))
    text = one_line(value)
    if len(text) > MAX_TEXT:
        changes.append(
            _("“%(name)s” was cut after %(most)d characters.") % {"name": name, "most": MAX_TEXT}
        )
        text = text[:MAX_TEXT].rstrip()
    if name == "URL":
        return web_address(text)
    return doi_of(text) or text if name == "DOI" else text


def _names(name: str, value: Any, changes: list[str]) -> list[dict[str, Any]]:
    people: Iterable[Any] = value if isinstance(value, list) else [value]
    read = [person for person in map(_name, people) if person]
    if len(read) > MAX_NAMES:
        values = {"name": name, "most": MAX_NAMES}
        changes.append(_("“%(name)s”: only the first %(most)d names are kept.") % values)
    kept = [_cut(person) for person in read[:MAX_NAMES]]
    if kept != read[:MAX_NAMES]:
        values = {"name": name, "most": MAX_NAME}
        changes.append(_("“%(name)s”: names are cut after %(most)d characters.") % values)
    return kept


def _cut(person: Mapping[str, Any]) -> dict[str, Any]:
    """Return a name whose parts are as long as a name may be."""
    return {
        part: text[:MAX_NAME].rstrip() if isinstance(text, str) else text
        for part, text in person.items()
    }


def _name(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        text = one_line(value)
        return {"literal": text} if text else {}
    # Crossref's word for an organisation.
    value = {"literal": value.get("name")} | dict(value)
    parts = {part: one_line(value.get(part)) for part in NAME_PARTS}
    name: dict[str, Any] = {part: text for part, text in parts.items() if text}
    if name.get("given") and not name.get("family") and not name.get("literal"):
        name["literal"] = name.pop("given")
    if name.get("family"):
        name.pop("literal", None)
    flags = {flag: True for flag in NAME_FLAGS if value.get(flag) in (True, "true", 1)}
    return name | flags if name else {}
