"""Defines what every reader hands to the importer: sources, and the entries they are read as."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from blog.blocks.provenance import Row
from blog.citations.formats.reading import ReadSource


class UnreadableError(Exception):
    """A source that cannot become a post; its message is the line in the report."""


class Subject(StrEnum):
    """What a remark is about, the heaviest first; the value is how the report says it."""

    DRAFT = "stay drafts"
    DATE = "dates missing"
    PICTURE = "pictures missing"
    ADDRESS = "addresses lost"
    MARKUP = "markup left as text"
    PROBLEM = "problems that forbid publishing by hand"
    WARNING = "other problems of the text"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Remark:
    """Something of a file that found no place: what it is, which one, and where it stands.

    `line` is the file's own, from 1, or the number of a notebook's cell if it `is_cell`; None where
    it concerns the whole file.
    """

    path: str
    what: str
    detail: str = ""
    subject: Subject = Subject.LEFT_OUT
    line: int | None = None
    is_cell: bool = False

    @property
    def place(self) -> str:
        """Where it stands, as reports say it."""
        if self.line is None:
            return self.path
        return f"{self.path} cell {self.line}" if self.is_cell else f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Picture:
    """A checked image: its file's name, its SHA-1, how to get its bytes, a text for the library.

    The bytes are asked for one image at a time: a post may hold hundreds of photographs. `url` is
    where it was fetched from, if it was.
    """

    name: str
    checksum: str
    read: Callable[[], bytes]
    description: str = ""
    url: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file to offer as a document: its name, its SHA-1, how to get its bytes, its title."""

    name: str
    checksum: str
    read: Callable[[], bytes]
    title: str


def no_lines(needles: Sequence[str]) -> list[int | None]:
    """Return no line for any of them: what a format's file is read as has none."""
    return [None] * len(needles)


@dataclass(frozen=True)
class CellMark:
    """A notebook's cell as another version of the file knows it again: by its id, or its source."""

    id: str
    kind: str
    fingerprint: str
    source: str


@dataclass(frozen=True)
class NotebookFacts:
    """What is kept of a notebook: what made it, and its cells, by which a second run finds them.

    Each block of the entry's body has a `cell`, the place of its cell in `cells`.
    """

    made_by: dict[str, str]
    cells: tuple[CellMark, ...]


@dataclass
class Entry:
    """One post, read but not written.

    `body` holds raw stream blocks. Strings may hold placeholders (`blog.importing.placeholders`)
    that stand for `pictures`, for `attachments`, and for links to other sources, whose paths
    `links` lists. `slug` is a wish: the importer makes it unique among the blog's pages. `withheld`
    says why the post has to stay a draft, even where all are published. A `date` or `publish_at` to
    come schedules it, `expires` ends it; `updated` is when it last changed. `language` is the
    text's, as Django writes it. `addresses` are paths, from the old site's root, that shall lead to
    the post. `form` is one of `TextForm`, and what it points at; of one that `is_untitled`, the
    title is its file's name. `tested_with` and `checked_on` are
    its provenance. `is_incomplete` says that a remote picture is missing, which another run may
    bring. `lines_of` says on which lines of the file some texts stand, for problems that show when
    the body is rendered; of a notebook, in which cells.
    """

    path: str
    title: str
    slug: str
    body: list[dict[str, Any]]
    checked_on: date | None = None
    date: datetime | None = None
    publish_at: datetime | None = None
    updated: datetime | None = None
    teaser: str = ""
    is_untitled: bool = False
    form: str = "post"
    link_url: str = ""
    link_title: str = ""
    canonical_url: str = ""
    doi: str = ""
    discuss_url: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: str = ""
    part: int | None = None
    is_featured: bool = False
    withheld: tuple[str, ...] = ()
    expires: datetime | None = None
    language: str = ""
    addresses: tuple[str, ...] = ()
    cover: Picture | None = None
    is_cover_inverted: bool = False
    pictures: list[Picture] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    is_incomplete: bool = False
    links: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    lines_of: Callable[[Sequence[str]], list[int | None]] = no_lines
    notebook: NotebookFacts | None = None
    tested_with: list[Row] = field(default_factory=list)
    sources: list[ReadSource] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """A file that may become a post: who it is, what state it is in, and how to read it.

    `path` is its identity within the blog and `checksum` tells whether it changed since;
    `read` is called only when it has to be, and raises `UnreadableError`.
    """

    path: str
    checksum: str
    read: Callable[[], Entry]
