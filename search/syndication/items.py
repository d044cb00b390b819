"""Describes a feed, whatever the format: a channel and its items."""

from dataclasses import dataclass, fields
from datetime import datetime

from search.syndication.xml_text import xml_text


@dataclass(frozen=True)
class Clean:
    """A value whose texts hold nothing that XML forbids; JSON readers are spared it too."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                object.__setattr__(self, field.name, xml_text(value))


@dataclass(frozen=True)
class Person(Clean):
    """Who wrote or publishes something, and where to read more of them."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Tag(Clean):
    """A subject by its name."""

    name: str


@dataclass(frozen=True)
class Picture(Clean):
    """The picture of an item at its full address."""

    url: str
    media_type: str


@dataclass(frozen=True)
class Related(Clean):
    """What an item links to or quotes, elsewhere, by its address and name."""

    url: str
    title: str


@dataclass(frozen=True)
class Item(Clean):
    """One page in a feed.

    `id` is an IRI that never changes, `url` the page's full address and `original_url` that of
    the text's first home, if that is elsewhere, `related` what it is about; `summary` is plain
    text and `html` the whole text with full addresses, empty where the page has none of its own.
    """

    id: str
    url: str
    title: str
    updated: datetime
    published: datetime | None = None
    summary: str = ""
    authors: tuple[Person, ...] = ()
    tags: tuple[Tag, ...] = ()
    picture: Picture | None = None
    original_url: str = ""
    related: Related | None = None
    language: str = ""
    html: str = ""


@dataclass(frozen=True)
class Channel(Clean):
    """What a feed is of; `updated` is when it changed last, its items included."""

    id: str
    title: str
    home_url: str
    feed_url: str
    language: str
    publisher: Person
    updated: datetime
    description: str = ""
    icon_url: str = ""
