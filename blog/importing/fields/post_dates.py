"""Reads from front matter when a text appeared, changed, or is to appear."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from blog.importing.fields.dates import read_date
from blog.importing.fields.values import is_false, is_true, items_of, one_line

DATE = ("date", "published", "pubdate", "pub_date", "published_at", "publish_date", "publishdate",
        "date_published", "publication_date", "publish", "posted", "created", "created_at",
        "date_created", "datetime", "post_date", "date_posted", "posted_at", "posted_on",
        "published_on", "published_time", "date_time", "created_on", "creation_date",
        "written_on", "first_published_at")  # fmt: skip
# Until then Hugo does not write the page.
LIVE_FROM = ("publish_date", "publishdate")
# Of these one that is still to come schedules the post.
LIVE_LATER = ("published", "publish", "published_at", "publish_on", "published_on",
              "release_date", "embargo", "embargo_until", "scheduled", "scheduled_for",
              "scheduled_at", "go_live", "go_live_at", "available_from")  # fmt: skip
# Beside a date of its own it says no more than when the post goes live.
PUBLISH_AT = ("publish_at",)
UPDATED = ("updated", "updated_at", "lastmod", "last_modified_at", "modified", "date_modified")
KNOWN = {*DATE, *LIVE_LATER, *PUBLISH_AT, *UPDATED}
# Where a key has several dates by name.
_DATE_NAMES = ("created", "published", "posted", "date", "first")


def post_date(values: Mapping[str, Any]) -> datetime | None:
    """Return when a text appeared, or when it is to: not before its date of publishing."""
    date = next(_dates(values, DATE), None)
    starts = list(_dates(values, LIVE_FROM))[:1]
    later = LIVE_LATER if date else (*LIVE_LATER, *PUBLISH_AT)
    starts += [each for each in _dates(values, later) if each > timezone.now()]
    return max([*([date] if date else []), *starts], default=None)


def publish_at(values: Mapping[str, Any]) -> datetime | None:
    """Return when a text is to go live, where that is said beside its date."""
    return next(_dates(values, PUBLISH_AT), None)


def updated_at(values: Mapping[str, Any]) -> datetime | None:
    """Return when a text was last changed; None where nothing says so."""
    return next(_dates(values, UPDATED), None)


def unread_date(values: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the first key that should hold the post's date and holds none, with its text."""
    for key in DATE:
        value = values.get(key)
        if text := one_line(value) or (
            str(value) if value and isinstance(value, dict | list) else ""
        ):
            if is_true(text) or is_false(text):  # "published: no" tells of no date
                continue
            return key, text
    return None


def _dates(values: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[datetime]:
    """Yield the dates under some keys; Material for MkDocs has several in one, by name."""
    for key in keys:
        value = values.get(key)
        if isinstance(value, dict):
            value = next((value[name] for name in _DATE_NAMES if value.get(name)), None)
        for item in items_of(value):
            if date := read_date(item):
                yield date
