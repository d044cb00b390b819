"""Reads what front matter says of how a text was tested, and when it was checked."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from blog.blocks.provenance import MAX_ROWS, Row, read_row
from blog.importing.fields.dates import read_date
from blog.importing.fields.values import items_of, normal_key, one_line

TESTED_WITH = ("tested_with",)
CHECKED_ON = ("checked_on",)
KNOWN = {*TESTED_WITH, *CHECKED_ON}


def read_rows(values: Mapping[str, Any]) -> tuple[list[Row], list[str]]:
    """Return the rows that front matter has, and what of them can't be read.

    A list as our own exports write it, or a mapping of names to versions.
    """
    rows, unread = [], []
    for item in _items(values.get("tested_with")):
        row = {normal_key(name): one_line(value) for name, value in item.items()}
        if len(rows) < MAX_ROWS and read_row(row) is not None:
            rows.append(row)
        else:
            unread.append(", ".join(f"{name}: {text}" for name, text in row.items()))
    return rows, unread


def read_checked_on(values: Mapping[str, Any]) -> date | None:
    """Return the day of the last check; None for none, and for one that has not come."""
    moment = read_date(values.get("checked_on"))
    day = timezone.localdate(moment) if moment else None
    return day if day and day <= timezone.localdate() else None


def _items(value: Any) -> Iterator[Mapping[Any, Any]]:
    if isinstance(value, dict):
        for name, each in value.items():
            is_row = read_row({normal_key(name): one_line(each)}) is not None
            yield {name: each} if is_row else {"software": name, "version": each}
        return
    for item in items_of(value):
        yield item if isinstance(item, dict) else {"software": item}
