"""Reads the raw HTML among a Markdown source's tokens: its tags, and whether it only shows."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from itertools import groupby

from markdown_it.token import Token

from blog.html.raw_tags import Part, read_parts
from blog.importing.files.raw_media import TAGS as SHOWING_TAGS
from blog.importing.files.raw_media import Medium, Show, Tag, read_media
from blog.markdown.tokens import Parsed

# What may stand around a picture without saying anything.
_WRAPPERS = {
    "a", "b", "big", "br", "center", "div", "em", "figcaption", "figure", "font", "i", "p",
    "section", "small", "span", "strong", "sub", "sup",
}  # fmt: skip
_VOID = {"br"}
# What a figure takes; a longer one stays in its HTML.
MAX_CAPTION = 500
# Nobody wraps a picture in more.
MAX_DEPTH = 20
_RAW_TEXT = frozenset({"script", "style"})


@dataclass
class RawText:
    """A text with raw HTML in it: a block of HTML (`is_block`), or a line of prose.

    `first` and `last` are its lines in the source, the latter excluded; `ends` is where the
    outermost block that holds it ends.
    """

    text: str
    tags: list[Tag]
    token: Token
    is_block: bool
    first: int
    last: int
    ends: int
    media: list[Medium] = field(default_factory=list)

    def line(self, position: int) -> int:
        """Return the line of the source, from 0, that a place in the text stands on."""
        return self.first + bisect_left(self._line_ends, position)

    def is_within_medium(self, tag: Tag) -> bool:
        """Tell whether a tag belongs to a medium that begins before it."""
        place = bisect_left(self._media_starts, tag.start) - 1
        return place >= 0 and self.media[place].end > tag.start

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    @cached_property
    def _media_starts(self) -> list[int]:
        return [medium.start for medium in self.media]


@dataclass(frozen=True)
class Shown:
    """A picture or film that stands by itself, with the link around it and its caption."""

    medium: Medium
    link: str
    caption: str = ""


def raw_texts(parsed: Parsed) -> Iterator[RawText]:
    """Yield the texts of a source that hold tags which show something, or links."""
    spans = {
        key: list(group) for key, group in groupby(parsed.html_spans, lambda each: id(each.inline))
    }
    ends = 0
    for token in parsed.tokens:
        if token.level == 0 and token.map:
            ends = token.map[1]
        found = None
        if token.type == "html_block" and token.map:
            text = token.content.rstrip("\n")
            found = RawText(text, list(_tags(text, 0)), token, True, *token.map, ends)
        elif id(token) in spans and token.map:
            tags = [tag for span in spans[id(token)] for tag in _tags(span.html, span.start)]
            found = RawText(token.content, tags, token, False, *token.map, ends)
        if found and any(tag.part.name in SHOWING_TAGS | {"a"} for tag in found.tags):
            found.media = read_media(found.tags)
            yield found


def _tags(html: str, start: int) -> Iterator[Tag]:
    for part in read_parts(html, raw_text=_RAW_TEXT):
        if part.kind in ("open", "close"):
            yield Tag(part, start, start + len(part.text))
        start += len(part.text)


def only_shown(raw: RawText) -> list[Shown] | None:
    """Return what a text shows, if it shows something and says nothing besides its captions.

    None too where an element is not closed, or has an id that a link may lead to.
    """
    reading = _Reading(raw)
    return reading.shown if reading.is_alone() and reading.shown else None


class _Reading:
    """One walk over a text's tags and what stands between them."""

    def __init__(self, raw: RawText) -> None:
        self.raw = raw
        self.shown: list[Shown] = []
        self._open: list[Part] = []
        self._caption: list[str] = []
        # The places of the pictures of the figure that is open.
        self._figure: list[int] = []
        # A caption that stands before its picture.
        self._waiting = ""

    def is_alone(self) -> bool:
        place, media = 0, iter(self.raw.media)
        medium = next(media, None)
        for tag in self.raw.tags:
            if tag.start < place:  # within a film
                continue
            if not self._takes_text(self.raw.text[place : tag.start]):
                return False
            if medium is not None and medium.start == tag.start:
                self._take(medium)
                place, medium = medium.end, next(media, None)
                continue
            if not self._takes_tag(tag.part):
                return False
            place = tag.end
        is_read = self._takes_text(self.raw.text[place:]) and not self._open
        return (
            is_read and not self._waiting and all(len(e.caption) <= MAX_CAPTION for e in self.shown)
        )

    def _take(self, medium: Medium) -> None:
        if medium.show is not Show.NOTHING:
            links = [part.values().get("href", "") for part in self._open if part.name == "a"]
            self.shown.append(Shown(medium, links[-1] if links else "", self._waiting))
            self._waiting, self._figure = "", [*self._figure, len(self.shown) - 1]

    @property
    def _is_in_caption(self) -> bool:
        return any(part.name == "figcaption" for part in self._open)

    def _takes_text(self, text: str) -> bool:
        if self._is_in_caption:
            self._caption.append(text)
            return True
        return not text.strip()

    def _takes_tag(self, part: Part) -> bool:
        if part.name not in _WRAPPERS:
            return False
        if part.kind == "open":
            if part.values().keys() & {"id", "name"} or (self._is_in_caption and part.name == "a"):
                return False
            if part.name not in _VOID and not part.closes_itself:
                self._open.append(part)
            return len(self._open) <= MAX_DEPTH
        if not self._open or self._open.pop().name != part.name:
            return False
        if part.name == "figcaption":
            self._add_caption()
        elif part.name == "figure":
            self._figure = []
            return not self._waiting
        return True

    def _add_caption(self) -> None:
        """Give a figure's caption to the last of its pictures, or to the one to come."""
        caption = " ".join(unescape("".join(self._caption)).split())
        self._caption = []
        if not self._figure:
            self._waiting = caption
        elif caption:
            last = self.shown[-1]
            self.shown[-1] = Shown(last.medium, last.link, caption)
