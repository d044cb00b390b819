"""Reads WordPress' export file (WXR) piece by piece: what the site has, then item after item.

The format is what `wp-admin/includes/export.php` of WordPress writes, versions 1.0 to 1.2.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from blog.importing.entry import UnreadableError

CHUNK = 64 * 1024
# A post's text is bounded where it is read; an item's all fields are bounded here.
MAX_FIELD = 8 * 1024 * 1024
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding=["']([\w.-]{1,40})["']""")
_BOMS = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16")]  # fmt: skip
# XML has no place for them, and WordPress writes what its posts hold.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SITE = {"title", "link", "wp:base_site_url", "wp:base_blog_url", "language"}
_REPEATED = {"category", "wp:postmeta", "wp:comment"}


@dataclass
class Item:
    """One item of an export: its fields by their names, where it and its text begin."""

    line: int
    text_line: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)
    comments: int = 0

    def get(self, name: str) -> str:
        """Return a field, empty for none."""
        return self.fields.get(name, "")

    def meta(self, key: str) -> str:
        """Return the first value that WordPress keeps beside the post under a key."""
        return next((value for name, value in self.metas if name == key), "")


@dataclass
class Head:
    """What an export says of its site: fields, and authors' names by their logins."""

    fields: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    replaced: int = 0
    broken: str = ""
    broken_line: int | None = None


def is_wxr(file: Path) -> bool:
    """Tell whether a file begins as an export of WordPress does."""
    try:
        with file.open("rb") as stream:
            begin = stream.read(16 * 1024).replace(b"\0", b"")
    except OSError:
        return False
    return b"wordpress.org/export/" in begin or b"<wp:wxr_version" in begin


def read_items(file: Path, head: Head) -> Iterator[Item]:
    """Yield the items of an export, and fill its head by the way.

    A file that ends or breaks in the middle yields what came before, and the head says where.
    Raises `UnreadableError` for one that declares entities, or an encoding that nobody knows.
    """
    parser = create_parser(forbid_dtd=True)
    handler = _Handler(head, parser)
    parser.setContentHandler(handler)
    with file.open("rb") as stream:
        try:
            for text in _decoded(stream, head):
                parser.feed(text)
                yield from handler.taken()
            parser.close()
        except SAXParseException as error:
            head.broken, head.broken_line = error.getMessage(), error.getLineNumber()
        except DefusedXmlException as error:
            raise UnreadableError("XML with a DTD or entities of its own, not read") from error
        yield from handler.taken()


def _decoded(stream: BinaryIO, head: Head) -> Iterator[str]:
    """Yield a file's text; what is not of its encoding is replaced and counted."""
    begin = stream.read(1024)
    stream.seek(0)
    declared = _DECLARED.search(begin)
    name = next((name for bom, name in _BOMS if begin.startswith(bom)), "")
    name = name or (declared[1].decode() if declared else "utf-8")
    try:
        decoder = codecs.getincrementaldecoder(name)("replace")
    except LookupError as error:
        raise UnreadableError(f"encoding that is not known: {name}") from error
    while data := stream.read(CHUNK):
        text = decoder.decode(data)
        head.replaced += text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
        yield _CONTROLS.sub("\ufffd", text)


class _Handler(ContentHandler):
    """Gathers the head and the items from the parser's events."""

    def __init__(self, head: Head, locator: Locator) -> None:
        super().__init__()
        self._head = head
        self._locator = locator
        self._items: list[Item] = []
        self._item: Item | None = None
        self._path: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._part: dict[str, str] = {}
        self._attributes: dict[str, str] = {}

    def taken(self) -> list[Item]:
        """Return the items that are complete since it was last asked."""
        items, self._items = self._items, []
        return items

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self._path.append(name)
        self._text, self._length = [], 0
        if name == "item":
            self._item = Item(self._line())
        elif name == "content:encoded" and self._item:
            self._item.text_line = self._line()
        elif len(self._path) == self._depth() + 1:
            self._part = {}
            self._attributes = {key: str(attrs.getValue(key)) for key in attrs.getNames()}

    def characters(self, content: str) -> None:
        self._length += len(content)
        if self._length <= MAX_FIELD:
            self._text.append(content)

    def endElement(self, name: str) -> None:
        text = "".join(self._text)
        self._text = []
        depth = len(self._path)
        self._path.pop()
        if name == "item" and self._item is not None:
            self._items.append(self._item)
            self._item = None
        elif depth == self._depth() + 1:
            self._end_field(name, text)
        elif depth == self._depth() + 2:
            self._part[name] = text

    def _end_field(self, name: str, text: str) -> None:
        if self._item is None:
            if name in _SITE:
                self._head.fields[name] = text.strip()
            elif name == "wp:author":
                self._head.authors[self._part.get("wp:author_login", "")] = _name_of(self._part)
        elif name == "category":
            domain = self._attributes.get("domain", "category")
            self._item.terms.append((domain, self._attributes.get("nicename", ""), text))
        elif name == "wp:postmeta":
            key = self._part.get("wp:meta_key", "")
            self._item.metas.append((key, self._part.get("wp:meta_value", "")))
        elif name == "wp:comment":
            self._item.comments += 1
        else:
            self._item.fields.setdefault(name, text)

    def _depth(self) -> int:
        """Return how deep the channel, or the item that is read, lies."""
        return 2 if self._item is None else 3

    def _line(self) -> int:
        return self._locator.getLineNumber() or 1


def _name_of(author: dict[str, str]) -> str:
    """Return the name that an author shows; an address for mail is none."""
    full = f"{author.get('wp:author_first_name', '')} {author.get('wp:author_last_name', '')}"
    names = [author.get("wp:author_display_name", ""), full, author.get("wp:author_login", "")]
    shown = [name.strip() for name in names if name.strip()]
    return next(
        (name for name in shown if "@" not in name), shown[0].partition("@")[0] if shown else ""
    )
