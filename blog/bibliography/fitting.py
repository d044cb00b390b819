"""Fits a record to what citeproc reads without stumbling."""

from collections.abc import Mapping
from typing import Any

from citeproc import DATES, NAMES, VARIABLES

from blog.bibliography.markup import with_signs
from blog.bibliography.people import Item

_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
_NO_CASE = '<span class="nocase">{}</span>'
# A style would write `ArXiv:2001.08361`.
_AS_TYPED = ("number", "publisher")


def fitted(item: Item) -> dict[str, Any]:
    """Return an item as citeproc takes it: known variables only, one day a date."""
    known = {name: value for name, value in item.items() if value and _is_known(name)}
    read = {name: _fitted_value(name, value) for name, value in known.items()}
    record = {name: value for name, value in read.items() if value}
    kind = str(item.get("type", "document"))
    if kind == "article" and "print" in str(record.get("genre", "")).lower():
        # A preprint's publisher and number say so.
        del record["genre"]
    return {"id": "source", "type": kind, **record}


def _is_known(name: str) -> bool:
    return name.replace("-", "_") in VARIABLES and name not in ("id", "type", "key")


def _fitted_value(name: str, value: Any) -> Any:
    known = name.replace("-", "_")
    if known in NAMES:
        return [_fitted_name(person) for person in value if any(person.values())]
    if known in DATES:
        return _fitted_date(value)
    text = with_signs(str(value))
    return _NO_CASE.format(text) if name in _AS_TYPED else text


def _fitted_name(person: Mapping[str, Any]) -> dict[str, str]:
    if literal := person.get("literal"):
        return {"literal": with_signs(literal)}
    parts = {part: with_signs(person[part]) for part in _NAME_PARTS if person.get(part)}
    given = parts.get("given", "")
    if "family" not in parts or given.lower() == given.upper() != "":
        # A name without capitals has no initials; scripts that have none write it so.
        return {"literal": " ".join([*([parts["family"]] if "family" in parts else []), given])}
    return parts | {"given": given[:1].upper() + given[1:]} if given else parts


def _fitted_date(date: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a date's first day: citeproc fails at a second one."""
    if days := date.get("date-parts"):
        season = {"season": date["season"]} if date.get("season") else {}
        return {"date-parts": days[:1], **season}
    return {"literal": with_signs(date["literal"])} if date.get("literal") else None
