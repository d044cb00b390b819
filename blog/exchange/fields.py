"""Front matter's keys, read as tolerantly as people write them."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from blog.exchange.marks import unmarked

MAX_TEASER = 300
MAX_NAMES = 20
MAX_NAME = 100
MAX_URL = 200
MAX_PART = 32767

TITLE = ("title",)
SLUG = ("slug",)
DATE = ("date", "published", "pubdate", "published_at")
TEASER = ("summary", "description", "excerpt", "teaser")
AUTHORS = ("authors", "author")
TAGS = ("tags", "categories", "keywords")
CANONICAL = ("canonical", "canonical_url")
COVER = ("cover", "image", "hero")
COVER_ALT = ("cover_alt",)
DRAFT = ("draft",)
FEATURED = ("featured",)
SERIES = ("series",)
PART = ("series_position", "part", "series_order")
# Wagtail keeps its own date of the last change.
IGNORED = ("updated", "lastmod")
KNOWN = {
    *TITLE, *SLUG, *DATE, *TEASER, *AUTHORS, *TAGS, *CANONICAL, *COVER, *COVER_ALT, *DRAFT,
    *FEATURED, *SERIES, *PART, *IGNORED,
}  # fmt: skip


@dataclass
class Fields:
    """What front matter says, bounded; `unplaced` lists the keys that say nothing to us."""

    title: str = ""
    slug: str = ""
    date: datetime | None = None
    teaser: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    canonical_url: str = ""
    cover: str = ""
    cover_alt: str = ""
    is_draft: bool = False
    is_featured: bool = False
    series: str = ""
    part: int | None = None
    unplaced: list[str] = field(default_factory=list)


def read_fields(metadata: Mapping[Any, Any]) -> Fields:
    """Read front matter of any shape; a value of the wrong type is as good as none."""
    values = {_key(name): value for name, value in metadata.items()}
    cover, cover_alt = _cover(values)
    fields = Fields(
        title=_first_text(values, TITLE)[:255],
        slug=_first_text(values, SLUG)[:255],
        date=next(filter(None, (read_date(values.get(key)) for key in DATE)), None),
        teaser=cut(_first_text(values, TEASER), MAX_TEASER),
        authors=_names(values, AUTHORS),
        tags=_names(values, TAGS),
        canonical_url=_url(_first_text(values, CANONICAL)),
        cover=cover,
        cover_alt=_first_text(values, COVER_ALT) or cover_alt,
        is_draft=_is_true(values.get("draft")) or values.get("published") is False,
        is_featured=_is_true(values.get("featured")),
        series=_series(values),
        part=next(filter(None, (_part(values.get(key)) for key in PART)), None),
    )
    fields.unplaced = list(_unplaced(values, fields))
    return fields


def read_date(value: Any) -> datetime | None:
    """Read a date, a datetime or an ISO string as an aware datetime; naive is site time."""
    try:
        if isinstance(value, str):
            value = parse_datetime(value.strip()) or parse_date(value.strip())
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)
        if not isinstance(value, datetime):
            return None
        aware = timezone.make_aware(value) if timezone.is_naive(value) else value
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):  # 2024-02-31; the year 1 east of Greenwich
        return None


def cut(text: str, length: int) -> str:
    """Fold white space and cut text between words to `length` characters."""
    folded = " ".join(text.split())
    shortened = textwrap.shorten(folded, length, placeholder="…")
    return folded[:length] if shortened == "…" else shortened


def _key(name: Any) -> str:
    return _text(name).lower().replace("-", "_")[:60]


def _text(value: Any) -> str:
    """Return a scalar as one clean line; anything else is empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        return ""
    # YAML's escapes can write lone surrogates, which no database takes.
    text = str(value).encode("utf-8", "ignore").decode()
    return " ".join(unmarked(text).split())


def _first_text(values: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next(filter(None, (_text(values.get(key)) for key in keys)), "")


def _names(values: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return names from lists, comma lists and mappings with a `name`, each once, at most 20."""
    names: dict[str, str] = {}
    for key in keys:
        for name in _listed(values.get(key)):
            names.setdefault(name.casefold(), name[:MAX_NAME])
    return tuple(names.values())[:MAX_NAMES]


def _listed(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        value = value.split(",")
    elif isinstance(value, dict):
        value = [value]
    for item in value if isinstance(value, list | tuple) else [value]:
        name = _text(item.get("name") if isinstance(item, dict) else item)
        if name:
            yield name


def _url(text: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return ""
    return text if len(text) <= MAX_URL else ""


def _cover(values: Mapping[str, Any]) -> tuple[str, str]:
    for key in COVER:
        value = values.get(key)
        if isinstance(value, dict):
            return _first_text(value, ("src", "url", "path", "image")), _text(value.get("alt"))
        if text := _text(value):
            return text, ""
    return "", ""


def _series(values: Mapping[str, Any]) -> str:
    """Return the one series of a post: a name, which may hold commas, or the first of a list."""
    return (_first_text(values, SERIES) or next(iter(_names(values, SERIES)), ""))[:MAX_NAME]


def _part(value: Any) -> int | None:
    text = _text(value)
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MAX_PART))
    return int(text) if is_number and 1 <= int(text) <= MAX_PART else None


def _is_true(value: Any) -> bool:
    return value is True or _text(value).lower() in {"true", "yes", "on", "1"}


def _unplaced(values: Mapping[str, Any], fields: Fields) -> Iterator[str]:
    yield from (key or "(not a word)" for key in values if key not in KNOWN)
    read = {
        TITLE: fields.title, DATE: fields.date or fields.is_draft, TEASER: fields.teaser,
        AUTHORS: fields.authors, TAGS: fields.tags, CANONICAL: fields.canonical_url,
        COVER: fields.cover, SERIES: fields.series, PART: fields.part,
    }  # fmt: skip
    for keys, value in read.items():
        if not value:
            yield from (key for key in keys if values.get(key) not in (None, "", [], {}, True))
