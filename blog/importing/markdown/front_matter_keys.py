"""Reads front matter's keys, as tolerantly as people write them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from blog.blocks.provenance import Row
from blog.citations.records import doi_of
from blog.html.addresses import is_secure
from blog.importing.entry import Subject
from blog.importing.fields import post_dates, privacy, provenance
from blog.importing.fields.addresses import ADDRESSES, last_part
from blog.importing.fields.file_names import language_code
from blog.importing.fields.people import AUTHORS, author_names
from blog.importing.fields.short_forms import ShortForm, read_short_form
from blog.importing.fields.topics import MAX_NAME, TAGS, names, tag_names
from blog.importing.fields.values import cut, first_text, is_true, normal_key, one_line
from search.database.columns import fitted

MAX_TITLE = 255
MAX_TEASER = 300
MAX_URL = 200
MAX_PART = 32767
MAX_DOI = 255

TITLE = ("title",)
SLUG = ("slug",)
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
KNOWN = {
    *TITLE, *SLUG, *TEASER, *AUTHORS, *TAGS, *CANONICAL, *COVER, *COVER_ALT, *COVER_INVERTED,
    *FEATURED, *SERIES, *PART, *LANGUAGE, *ADDRESSES, *SOURCES, *DOI, *DISCUSS,
    *post_dates.KNOWN, *privacy.KNOWN, *provenance.KNOWN,
}  # fmt: skip
# Tables that Zola and Hugo keep such keys in.
_TABLES = ("extra", "params", "taxonomies")


@dataclass(frozen=True)
class KeyRemark:
    """What front matter says in vain, under a key: the words of a remark."""

    key: str
    what: str
    detail: str = ""
    subject: Subject = Subject.LEFT_OUT


@dataclass
class Fields:
    """What front matter says, bounded; `remarks` tell of what says nothing to us.

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
    unread_date: KeyRemark | None = None
    remarks: list[KeyRemark] = field(default_factory=list)

    @property
    def unplaced(self) -> list[str]:
        """The keys that say nothing to us."""
        return [remark.key for remark in self.remarks]


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
        date=post_dates.post_date(values),
        publish_at=post_dates.publish_at(values),
        updated=post_dates.updated_at(values),
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
    fields.remarks = [*_remarks_on_keys(values, fields), *_remarks_on_cuts(values, tags.dropped)]
    fields.remarks += [
        KeyRemark("tested_with", "front matter “tested_with”", row) for row in unread_rows
    ]
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


def _unread_date(values: Mapping[str, Any]) -> KeyRemark | None:
    if (unread := post_dates.unread_date(values)) is None:
        return None
    key, text = unread
    return KeyRemark(key, "date that cannot be read", text, Subject.DATE)


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


def _remarks_on_keys(values: Mapping[str, Any], fields: Fields) -> Iterator[KeyRemark]:
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
        yield KeyRemark(key, f"front matter “{key or '(not a word)'}”")
    if fields.unread_date:
        yield fields.unread_date


def _remarks_on_cuts(values: Mapping[str, Any], tags: tuple[str, ...]) -> Iterator[KeyRemark]:
    title = first_text(values, TITLE)
    if len(title) > MAX_TITLE:
        yield KeyRemark("title", "title cut to 255 characters", title[MAX_TITLE:])
    if tags:
        yield KeyRemark("tags", "tags past the twentieth", ", ".join(tags))
