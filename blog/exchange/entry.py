"""What every door hands to the importer: sources, and the entries they are read as."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


class UnreadableError(Exception):
    """A source that cannot become a post; its message is the line in the report."""


@dataclass(frozen=True)
class Note:
    """Something of a file that found no place: what it is, and which one."""

    path: str
    what: str
    detail: str


@dataclass(frozen=True)
class Picture:
    """A checked image: its file's name, its SHA-1, how to get its bytes, a text for the library.

    The bytes are asked for one image at a time: a post may hold hundreds of photographs.
    """

    name: str
    checksum: str
    read: Callable[[], bytes]
    description: str = ""


@dataclass
class Entry:
    """One post, read but not written.

    `body` holds raw stream blocks. Their strings may hold marks (`blog.exchange.marks`) that
    stand for `pictures`, and for links to other sources, whose paths `links` lists.
    `slug` is a wish: the importer makes it unique among the blog's pages.
    """

    path: str
    title: str
    slug: str
    body: list[dict[str, Any]]
    date: datetime | None = None
    teaser: str = ""
    canonical_url: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: str = ""
    part: int | None = None
    is_featured: bool = False
    is_draft: bool = False
    cover: Picture | None = None
    pictures: list[Picture] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """A file that may become a post: who it is, what state it is in, and how to read it.

    `path` is its identity within the blog and `checksum` tells whether it changed since;
    `read` is called only when it has to be, and raises `UnreadableError`.
    """

    path: str
    checksum: str
    read: Callable[[], Entry]
