"""Defines what a page type offers to search, which knows page types by this alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from wagtail.models import Page

from search.syndication.items import Item

TAG, AUTHOR, SERIES = "tag", "author", "series"
# The index makes a topic of a page's year by itself.
YEAR = "year"


@dataclass(frozen=True)
class Topic:
    """A tag, an author or a series that a page has; `kind` says which."""

    kind: str
    slug: str
    name: str


@dataclass(frozen=True)
class EntrySection:
    """A heading and what stands below it, up to the next heading; plain text.

    `id` is the anchor on the page, empty for what stands before the first heading.
    """

    id: str
    heading: str
    text: str
    code: str = ""


@dataclass(frozen=True)
class Entry:
    """All that search knows of a page."""

    title: str
    teaser: str = ""
    sections: tuple[EntrySection, ...] = ()
    topics: tuple[Topic, ...] = ()
    date: datetime | None = None
    language: str = ""


@runtime_checkable
class Searchable(Protocol):
    """A page type whose public pages are found."""

    def search_entry(self) -> Entry:
        """Return what is to be found of this page; called when it is published."""
        ...

    @classmethod
    def fetch_for_search(cls, keys: Sequence[int]) -> Iterable[Page]:
        """Return this type's pages with these keys, with what their entries need.

        In a number of queries that doesn't grow with theirs.
        """
        ...


@runtime_checkable
class Syndicated(Protocol):
    """A page type whose public pages feeds carry whole."""

    def feed_item(self) -> Item:
        """Return the page as feeds have it, at its full address."""
        ...

    @classmethod
    def fetch_for_feed(cls, keys: Sequence[int]) -> Iterable[Page]:
        """Return this type's pages with these keys, with what their items need.

        In a number of queries that doesn't grow with theirs.
        """
        ...


@dataclass(frozen=True)
class Facets:
    """What a reader narrows a search to; None where not asked for."""

    tag: str | None = None
    author: str | None = None
    series: str | None = None
    year: int | None = None

    def __bool__(self) -> bool:
        return any(value is not None for value in (self.tag, self.author, self.series, self.year))
