"""Reads front matter's keys, as tolerantly as people write them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from blog.blocks.provenance import Row
from blog.citations.records import doi_of
from blog.html.addresses import is_secure
from blog.importing.entry import Subject
from blog.importing.fields import privacy, provenance
from blog.importing.fields.addresses import ADDRESSES, last_part
from blog.importing.fields.dates import read_date
from blog.importing.fields.file_names import language_code
from blog.importing.fields.people import AUTHORS, author_names
from blog.importing.fields.short_forms import ShortForm, read_short_form
from blog.importing.fields.topics import MAX_NAME, TAGS, names, tag_names
from blog.importing.fields.values import (
    cut,
    first_text,
    is_false,
    is_true,
    items_of,
    normal_key,
    one_line,
)
from search.database.columns import fitted

MAX_TITLE = 255
MAX_TEASER = 300
MAX_URL = 200
MAX_PART = 32767
MAX_DOI = 255

TITLE = ("title",)
SLUG = ("slug",)
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
TEASER = ("summary", "description", "excerpt", "teaser")
CANONICAL = ("canonical", "canonical_url")
COVER = ("cover", "image", "hero")
COVER_ALT = ("cover_alt",)
COVER_INVERTED = ("cover_inverted",)
FEATURED = ("featured",)
SERIES = ("series",)
PART = ("series_position", "part", "series_order")
LANGUAGE = ("lang", "language", "locale")
SOURCES = ("bibliography", "references")
DOI = ("doi",)
DISCUSS = ("discuss", "discuss_url")
_DATE_NAMES = ("created", "published", "posted", "date", "first")
UPDATED = ("updated", "updated_at", "lastmod", "last_modified_at", "modified", "date_modified")
KNOWN = {
    *TITLE, *SLUG, *DATE, *LIVE_LATER, *PUBLISH_AT, *TEASER, *AUTHORS, *TAGS, *CANONICAL, *COVER,
    *COVER_ALT, *COVER_INVERTED, *FEATURED, *SERIES, *PART, *LANGUAGE, *ADDRESSES, *UPDATED,
    *SOURCES, *DOI, *DISCUSS, *privacy.KNOWN, *provenance.KNOWN,
}  # fmt: skip
# Tables that Zola and Hugo keep such keys in.
_TABLES = ("extra", "params", "taxonomies")


@dataclass(frozen=True)
class Note:
    """What front matter says in vain, under a key: the words of a remark."""

    key: str
    what: str
    detail: str = ""
    subject: Subject = Subject.LEFT_OUT


@dataclass
class Fields:
    """What front matter says, bounded; `notes` tell of what says nothing to us.

    `values` are all of its values by their keys' normal form.
    """

    values: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    slug: str = ""
    checked_on: date | None = None
    date: datetime | None = None
    publish_at: datetime | None = None
    updated: datetime | None = None
    expires: datetime | None = None
    language: str = ""
    teaser: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    canonical_url: str = ""
    doi: str = ""
    discuss_url: str = ""
    cover: str = ""
    cover_alt: str = ""
    is_cover_inverted: bool = False
    withheld: tuple[str, ...] = ()
    is_featured: bool = False
    series: str = ""
    part: int | None = None
    short: ShortForm = field(default_factory=ShortForm)
    tested_with: list[Row] = field(default_factory=list)
    unread_date: Note | None = None
    notes: list[Note] = field(default_factory=list)

    @property
    def unplaced(self) -> list[str]:
        """The keys that say nothing to us."""
        return [note.key for note in self.notes]


def read_fields(metadata: Mapping[Any, Any], *, is_spaced: bool = False) -> Fields:
    """Read front matter of any shape; a value of the wrong type is as good as none.

    `is_spaced` says that spaces part tags, as in Jekyll.
    """
    values = _flat(metadata)
    cover, cover_alt = _cover_and_alt(values)
    tags = tag_names(values, is_spaced=is_spaced)
    tested_with, unread_rows = provenance.read_rows(values)
    fields = Fields(
        values=values,
        title=fitted(first_text(values, TITLE), MAX_TITLE),
        slug=fitted(last_part(first_text(values, SLUG)), 255),
        date=_first_date(values),
        publish_at=next(_dates(values, PUBLISH_AT), None),
        updated=next(_dates(values, UPDATED), None),
        expires=privacy.read_expiry(values),
        language=language_code(first_text(values, LANGUAGE)),
        teaser=cut(first_text(values, TEASER), MAX_TEASER),
        authors=author_names(values),
        tags=tags.kept,
        canonical_url=_web_address_or_empty(first_text(values, CANONICAL)),
        doi=doi_of(first_text(values, DOI))[:MAX_DOI],
        discuss_url=_discuss_url(values),
        cover=cover,
        cover_alt=first_text(values, COVER_ALT) or cover_alt,
        is_cover_inverted=is_true(values.get("cover_inverted")),
        withheld=privacy.withheld_reasons(values),
        is_featured=is_true(values.get("featured")),
        series=_first_series(values),
        part=next(filter(None, (_part_number(values.get(key)) for key in PART)), None),
        short=read_short_form(values),
        tested_with=tested_with,
        checked_on=provenance.read_checked_on(values),
    )
    fields.unread_date = None if fields.date else _unread_date(values)
    fields.notes = [*_notes_of_keys(values, fields), *_notes_of_cuts(values, tags.dropped)]
    fields.notes += [Note("tested_with", "front matter “tested_with”", row) for row in unread_rows]
    return fields


def _flat(metadata: Mapping[Any, Any]) -> dict[str, Any]:
    """Return values by normal keys; those of Zola's and Hugo's tables where they stand alone."""
    values = {normal_key(name): value for name, value in metadata.items()}
    for table in _TABLES:
        inner = values.pop(table, None)
        if isinstance(inner, dict):
            values |= {
                key: value
                for name, value in inner.items()
                if (key := normal_key(name)) not in values
            }
        elif inner is not None:
            values[table] = inner
    return values


def _first_date(values: Mapping[str, Any]) -> datetime | None:
    """Return when a text appeared, or when it is to: not before its date of publishing."""
    date = next(_dates(values, DATE), None)
    starts = list(_dates(values, LIVE_FROM))[:1]
    later = LIVE_LATER if date else (*LIVE_LATER, *PUBLISH_AT)
    starts += [each for each in _dates(values, later) if each > timezone.now()]
    return max([*([date] if date else []), *starts], default=None)


def _dates(values: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[datetime]:
    """Yield the dates under some keys; Material for MkDocs has several in one, by name."""
    for key in keys:
        value = values.get(key)
        if isinstance(value, dict):
            value = next((value[name] for name in _DATE_NAMES if value.get(name)), None)
        for item in items_of(value):
            if date := read_date(item):
                yield date


def _unread_date(values: Mapping[str, Any]) -> Note | None:
    """Return the words for a date that is none to us."""
    for key in DATE:
        value = values.get(key)
        if text := one_line(value) or (
            str(value) if value and isinstance(value, dict | list) else ""
        ):
            if is_true(text) or is_false(text):  # "published: no" tells of no date
                continue
            return Note(key, "date that cannot be read", text, Subject.DATE)
    return None


def _web_address_or_empty(text: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return ""
    return text if len(text) <= MAX_URL else ""


def _cover_and_alt(values: Mapping[str, Any]) -> tuple[str, str]:
    for key in COVER:
        value = values.get(key)
        if isinstance(value, dict):
            return first_text(value, ("src", "url", "path", "image")), one_line(value.get("alt"))
        if text := one_line(value):
            return text, ""
    return "", ""


def _discuss_url(values: Mapping[str, Any]) -> str:
    url = _web_address_or_empty(first_text(values, DISCUSS))
    return url if is_secure(url) else ""


def _first_series(values: Mapping[str, Any]) -> str:
    """Return the one series of a post: a name, which may hold commas, or the first of a list."""
    name = first_text(values, SERIES) or next(iter(names(values, SERIES)), "")
    return fitted(name, MAX_NAME)


def _part_number(value: Any) -> int | None:
    text = one_line(value)
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MAX_PART))
    return int(text) if is_number and 1 <= int(text) <= MAX_PART else None


def _notes_of_keys(values: Mapping[str, Any], fields: Fields) -> Iterator[Note]:
    """Yield the keys that are unknown, and those whose value has the wrong form."""
    unknown = (key for key in values if key not in KNOWN | fields.short.keys)
    read = {
        TITLE: fields.title, TEASER: fields.teaser, AUTHORS: fields.authors, TAGS: fields.tags,
        CANONICAL: fields.canonical_url, COVER: fields.cover, SERIES: fields.series,
        DOI: fields.doi, DISCUSS: fields.discuss_url, PART: fields.part, LANGUAGE: fields.language,
        provenance.CHECKED_ON: fields.checked_on,
    }  # fmt: skip
    unread = (
        key
        for keys, value in read.items()
        if not value
        for key in keys
        if values.get(key) not in (None, "", [], {}, True, False)
    )
    for key in (*unknown, *unread):
        yield Note(key, f"front matter “{key or '(not a word)'}”")
    if fields.unread_date:
        yield fields.unread_date


def _notes_of_cuts(values: Mapping[str, Any], tags: tuple[str, ...]) -> Iterator[Note]:
    title = first_text(values, TITLE)
    if len(title) > MAX_TITLE:
        yield Note("title", "title cut to 255 characters", title[MAX_TITLE:])
    if tags:
        yield Note("tags", "tags past the twentieth", ", ".join(tags))
