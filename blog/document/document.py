"""Defines the Document: what a page, a feed, search and exports read of a body."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from typing import Any, Self, TypeVar

from django.utils.safestring import SafeString, mark_safe

from blog.document.reading_time import count_words
from blog.html.plain_text import one_line
from search.database.columns import shortened

EXCERPT_CHARACTERS = 200
CONTENTS_LEVEL = 3

RowT = TypeVar("RowT")


class OtherShapeError(ValueError):
    """Raised for stored values that make no Document of today's shape."""


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, up to the next heading.

    `level` is 2 to 6, 1 for the whole; `text` is prose without the sections within, footnotes
    cited here included, a line for each block and a tab between cells; `code` is its code listings
    and their output.
    """

    id: str
    level: int
    title: str
    text: str = ""
    code: str = ""
    sections: tuple["Section", ...] = ()

    def walk(self) -> Iterator["Section"]:
        """Yield the section and all below it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class Footnote:
    """A footnote: its number in reading order, the id it is linked by, its plain text."""

    number: int
    id: str
    text: str


@dataclass(frozen=True)
class Numbered:
    """A figure, table, code listing or equation; `number` as readers see it, `label` as typed."""

    kind: str
    number: str
    id: str
    label: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Code:
    """One code listing as it was written, for search and the raw download."""

    id: str
    language: str
    file_name: str
    text: str


@dataclass(frozen=True)
class Link:
    """A link in the body: an address, or what it names by id (`page:3#part`)."""

    address: str
    text: str


@dataclass(frozen=True)
class Picture:
    """An image of the library and the preset it is shown in; see `blog.pictures.placing`.

    The preset's name is stored as `shape`.
    """

    image_id: int
    shape: str


@dataclass(frozen=True)
class CitedSource:
    """A source in the list of references: its key, and what is said of it as plain text.

    `entry` is the whole; `authors` are names with semicolons between them; `url` may be empty.
    """

    key: str
    id: str
    entry: str
    title: str = ""
    authors: str = ""
    year: str = ""
    url: str = ""


@dataclass(frozen=True)
class CitedKey:
    """A key that is cited, whether or not there is a source for it."""

    key: str


@dataclass(frozen=True)
class Problem:
    """What an editor should see to: its kind, what it is about, and the block it stands in.

    `kind` is one of `blog.editor.problems.KINDS`; `block_id` is the block's id in the stream.
    """

    kind: str
    detail: str
    message: str = ""
    block_id: str = ""


@dataclass(frozen=True)
class Document:
    """A body as one text.

    `html` is safe. Before `resolve_document` it names pages, documents and images by id.
    """

    html: SafeString
    section: Section
    notes: tuple[Footnote, ...] = ()
    numbered: tuple[Numbered, ...] = ()
    listings: tuple[Code, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    sources: tuple[CitedSource, ...] = ()
    cited_keys: tuple[CitedKey, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def headings(self) -> tuple[Section, ...]:
        """Every section that has a heading, in reading order."""
        return tuple(section for section in self.section.walk() if section.level > 1)

    @property
    def contents(self) -> tuple[Section, ...]:
        """The headings that a table of contents lists: sections and subsections."""
        return tuple(section for section in self.headings if section.level <= CONTENTS_LEVEL)

    @property
    def text(self) -> str:
        """All prose, headings included, white space folded."""
        parts = (part for section in self.section.walk() for part in (section.title, section.text))
        return one_line(" ".join(parts))

    @property
    def words(self) -> int:
        """Words of prose and captions; code is not counted."""
        return count_words(self.text)

    @property
    def excerpt(self) -> str:
        """The beginning of the text, at most 200 characters, cut between words."""
        return shortened(self.text, EXCERPT_CHARACTERS)

    def to_json(self) -> dict[str, Any]:
        """Return all but the HTML as JSON's types; `from_json` reads it back.

        What cites nothing is stored as before there were citations.
        """
        values = asdict(self)
        del values["html"]
        cites = {"sources", "cited_keys"}
        return {name: value for name, value in values.items() if value or name not in cites}

    @classmethod
    def from_json(cls, values: Any, *, html: str) -> Self:
        """Return the Document that `to_json` wrote, by this version or another one.

        What this version doesn't know is passed over, and what another didn't know has its
        default. Raises OtherShapeError where that does not make a Document.
        """
        try:
            rows = {
                name: tuple(_read_row(row, each) for each in values.get(name, ()))
                for name, row in _ROWS.items()
            }
            return cls(html=mark_safe(html), section=_read_section(values["section"]), **rows)
        except (AttributeError, KeyError, TypeError) as error:
            raise OtherShapeError(str(error)) from error


def picture_ids(values: Any) -> list[int]:
    """Return the images of an outline's `pictures`; none where these have another shape."""
    try:
        return [_read_row(Picture, each).image_id for each in values or ()]
    except TypeError:
        return []


_ROWS: dict[str, type] = {
    "notes": Footnote,
    "numbered": Numbered,
    "listings": Code,
    "links": Link,
    "pictures": Picture,
    "sources": CitedSource,
    "cited_keys": CitedKey,
    "problems": Problem,
}


def _read_section(values: dict[str, Any]) -> Section:
    within = tuple(map(_read_section, values.get("sections", ())))
    return _read_row(Section, {**values, "sections": within})


def _read_row(kind: type[RowT], values: dict[str, Any]) -> RowT:
    """Return a row with the values that it knows; raises TypeError for one of another type."""
    known = {}
    for name, expected in _columns(kind):
        if name in values:
            known[name] = values[name]
            if expected in (str, int) and not isinstance(values[name], expected):
                raise TypeError(f"{kind.__name__}.{name} is {values[name]!r}")
    return kind(**known)


@cache
def _columns(kind: type) -> tuple[tuple[str, Any], ...]:
    """Return names and types of a row, which reading a post would ask for again and again."""
    return tuple((each.name, each.type) for each in fields(kind))
