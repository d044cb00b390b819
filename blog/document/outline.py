"""Reads joined HTML once: gives headings their ids, and takes text, code and links out of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from django.utils.text import slugify

from blog.html.page_furniture import BACK_LINK, HEADING_LINK, TITLE_LINK
from blog.html.plain_text import BLOCK_BORDER, CELL_BORDER, one_line
from blog.html.typesetting import split_tags, typeset_parts

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Elements whose borders are no borders of words.
_INLINE = {
    "a", "abbr", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "span", "strong", "sub", "sup", "u", "var",
}  # fmt: skip

_BLOCKS = {
    "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "hr", "li",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "thead", "tr", "ul",
}  # fmt: skip
# What stands at an element's edges in a section's text.
_BORDERS = dict.fromkeys(_BLOCKS, BLOCK_BORDER) | dict.fromkeys(("td", "th"), CELL_BORDER)
# White space within a text is no border.
_NO_BORDERS = str.maketrans("\t\n\r", "   ")

# The sanitiser and Django's escaping leave no angle bracket within a tag.
_TAG = re.compile(r"<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?P<attributes>[^<>]*)>")
_HREF = re.compile(r'\shref="([^"]*)"')


@dataclass
class OpenSection:
    """A section while it is read; text and code hold placeholders still.

    `text` has the borders of blocks and cells. `typed` is its title before it was typeset.
    """

    id: str
    level: int
    title: str
    typed: str = ""
    text: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)


class OpenLink(NamedTuple):
    """A link while it is read."""

    address: str
    words: list[str]


class NamedHeading(NamedTuple):
    """A heading's id, its text as words, shown and typed; whether placeholders become links."""

    id: str
    title: str
    typed: str
    holds_links: bool = False


class Ids:
    """The ids of one page, each given once."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def __contains__(self, anchor: str) -> bool:
        return anchor in self._taken

    def give(self, wanted: str) -> str:
        """Return the id that was wanted, with a number behind it where it is taken."""
        anchor = wanted
        while anchor in self._taken:
            self._counts[wanted] = self._counts.get(wanted, 1) + 1
            anchor = f"{wanted}-{self._counts[wanted]}"
        self._taken.add(anchor)
        return anchor


class Outline:
    """Rewrites our own sanitised HTML, typeset, and remembers what it says.

    `name_heading` gets a heading as it was typed and as it is shown, with placeholders.
    """

    def __init__(self, name_heading: Callable[[str, str], NamedHeading]) -> None:
        self._name_heading = name_heading
        self._out: list[str] = []
        self._heading: list[str] | None = None
        self._typed_heading: list[str] = []
        self._heading_start = 0
        self._pre_depth = 0
        self._link: OpenLink | None = None
        self.sections = [OpenSection(id="", level=1, title="")]
        self.links: list[tuple[str, str]] = []
        self.addresses: list[tuple[str, str]] = []
        self._block_id = ""

    def read_block(self, html: str, block_id: str) -> str:
        """Return a block's HTML with ids on its headings, and links to themselves."""
        self._block_id, self._out = block_id, []
        parts = split_tags(html)
        for place, (typed, shown) in enumerate(zip(parts, typeset_parts(parts), strict=True)):
            if place % 2:
                self._read_tag(typed)
            else:
                self._read_text(shown, typed)
        return "".join(self._out)

    def read_apart(self, html: str) -> str:
        """Read HTML in the same way, but keep what it says out of the sections."""
        sections = self.sections
        self.sections = [OpenSection(id="", level=1, title="")]
        read = self.read_block(html, "")
        self.sections = sections
        return read

    def _read_tag(self, html: str) -> None:
        match = _TAG.fullmatch(html)
        tag, is_end = match["tag"], bool(match["end"])
        if tag in HEADINGS:
            if is_end and self._heading is not None:
                self._close_heading(int(tag[1]))
            elif not is_end:
                self._heading, self._typed_heading = [], []
                self._heading_start = len(self._out)
            return
        if tag == "pre":
            self._pre_depth = max(0, self._pre_depth + (-1 if is_end else 1))
        elif tag == "a" and is_end:
            self._close_link()
        elif tag == "a" and not match[0].startswith(BACK_LINK):
            self._close_link()  # one within a table, say, that stands in another's
            href = _HREF.search(match["attributes"])
            self._link = OpenLink(unescape(href[1]) if href else "", [])
        if tag not in _INLINE and not self._pre_depth:
            border = _BORDERS.get(tag, " ")
            (self.sections[-1].text if self._heading is None else self._heading).append(border)
            self._typed_heading.append(" ")
        self._out.append(match[0])

    def _read_text(self, html: str, typed: str) -> None:
        if not html:
            return
        self._out.append(html)
        text = unescape(html)
        if self._link:
            self._link.words.append(text)
        if self._heading is not None:
            self._heading.append(text)
            self._typed_heading.append(unescape(typed))
        elif self._pre_depth:
            self.sections[-1].code.append(text)
        else:
            self.sections[-1].text.append(text.translate(_NO_BORDERS))

    def _close_link(self) -> None:
        if self._link:
            address, words = self._link
            self.links.append((address, _one_line(words)))
            self.addresses.append((self._block_id, address))
            self._link = None

    def _close_heading(self, level: int) -> None:
        # The post's title is the page's only h1.
        level = max(2, level)
        typed, shown = _one_line(self._typed_heading), _one_line(self._heading or [])
        named = self._name_heading(typed, shown)
        inner = "".join(self._out[self._heading_start :]).rstrip()
        self._out[self._heading_start :] = [
            f'<h{level} id="{named.id}">{_with_own_link(inner, named)}</h{level}>'
        ]
        self._heading = None
        self.sections.append(OpenSection(named.id, level, named.title, named.typed))


def _with_own_link(inner: str, named: NamedHeading) -> str:
    """Return a heading's HTML as a link to itself, so that its name is its words and no more.

    One that cannot be a link has a mark behind it, which readers of the screen pass over.
    """
    tags = {match["tag"].lower() for match in _TAG.finditer(inner)}
    if named.title and not named.holds_links and tags <= _INLINE - {"a"}:
        return f'{TITLE_LINK} href="#{named.id}">{inner.strip()}</a>'
    own_link = f'{HEADING_LINK} href="#{named.id}" tabindex="-1" aria-hidden="true">#</a>'
    return f"{inner} {own_link}"


def heading_slug(title: str) -> str:
    """Return the id that a heading wishes for: its words, in any script."""
    return slugify(title, allow_unicode=True)[:80].strip("-") or "section"


def page_fragment(address: str) -> str:
    """Return the id that an address on the same page points at; empty for any other."""
    return unquote(address[1:]) if address.startswith("#") else ""


def redirect_links(html: str, found: dict[str, str]) -> str:
    """Return HTML whose links to `found` addresses lead to the ids that these mean."""

    def redirect(match: re.Match[str]) -> str:
        own = found.get(unescape(match[1]))
        return f' href="#{own}"' if own else match[0]

    return _HREF.sub(redirect, html)


def _one_line(parts: list[str]) -> str:
    return one_line("".join(parts))
