"""The Document: what a page, a feed, search and exports read of a body."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

EXCERPT_CHARACTERS = 200
CONTENTS_LEVEL = 3


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, up to the next heading.

    `level` is 2 to 6, 1 for the whole; `text` is prose without the sections within, notes
    cited here included; `code` is its listings and their output.
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
class Note:
    """A footnote: its number in reading order, the id it is linked by, its plain text."""

    number: int
    id: str
    text: str


@dataclass(frozen=True)
class Numbered:
    """A figure, table, listing or equation; `number` as readers see it, `label` for `[@label]`."""

    kind: str
    number: str
    id: str
    label: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Code:
    """One listing as it was written, for search and the raw download."""

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
    """An image of the library and the shape it is shown in; see `blog.document.pictures`."""

    image_id: int
    shape: str


@dataclass(frozen=True)
class Problem:
    """What an editor should see to: its kind, what it is about, and the block it stands in.

    `kind` is formula, label, duplicate, anchor, language or note; `block_id` is the block's
    id in the stream.
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
    notes: tuple[Note, ...] = ()
    numbered: tuple[Numbered, ...] = ()
    listings: tuple[Code, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
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
        return " ".join(filter(None, parts))

    @property
    def words(self) -> int:
        """Words of prose and captions; code is not counted."""
        return len(self.text.split())

    @property
    def excerpt(self) -> str:
        """The beginning of the text, at most 200 characters, cut between words."""
        return Truncator(self.text).chars(EXCERPT_CHARACTERS)

    def to_json(self) -> dict[str, Any]:
        """Return all but the HTML as JSON's types; `from_json` reads it back."""
        values = asdict(self)
        del values["html"]
        return values

    @classmethod
    def from_json(cls, values: dict[str, Any], *, html: str) -> Self:
        rows = {name: tuple(row(**each) for each in values[name]) for name, row in _ROWS.items()}
        return cls(html=mark_safe(html), section=_section(values["section"]), **rows)


_ROWS: dict[str, type] = {
    "notes": Note,
    "numbered": Numbered,
    "listings": Code,
    "links": Link,
    "pictures": Picture,
    "problems": Problem,
}


def _section(values: dict[str, Any]) -> Section:
    return Section(**{**values, "sections": tuple(map(_section, values["sections"]))})
