"""What a Markdown file's images and links point at: the library, other posts, or nothing."""

import re
from pathlib import Path
from urllib.parse import unquote

from django.utils.text import slugify

from blog.document.markdown_edits import Edits, closing
from blog.document.markdown_tokens import Parsed, Span
from blog.exchange.entry import Note, Picture
from blog.exchange.folder import Folder, OutsideError
from blog.exchange.markdown_split import plain
from blog.exchange.marks import closing_mark, opening_mark, picture_mark
from blog.exchange.media_in import UnusableImageError, read_picture

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_RAW_IMAGE = re.compile(r"<img\b[^>]{0,500}?\bsrc\s*=\s*[\"']?([^\"'\s>]{1,500})", re.IGNORECASE)


class Targets:
    """One file's pictures and links, numbered as the marks in its body name them."""

    def __init__(self, folder: Folder, path: str) -> None:
        self.folder = folder
        self.path = path
        self.pictures: list[Picture] = []
        self.links: list[str] = []
        self.notes: list[Note] = []
        self._numbers: dict[Path, int | None] = {}

    def note(self, what: str, detail: str) -> None:
        self.notes.append(Note(self.path, what, detail))

    def place(self, parsed: Parsed) -> list[str]:
        """Return the source's lines with marks for local pictures and links to other files.

        What they point at in vain keeps its text and is noted.
        """
        edits = Edits(parsed)
        for span in parsed.spans:
            if _is_local(span.target):
                place = self._place_image if span.is_image else self._place_link
                if not place(span, edits):
                    self.note("address that could not be rewritten", span.target)
            elif span.is_image:
                self.note("remote image, left where it is", span.target)
        self._note_raw_images(parsed)
        return edits.applied()

    def cover(self, address: str, *, description: str) -> Picture | None:
        """Return the cover that front matter names; None, and a note, when it cannot be used."""
        if not _is_local(address):
            self.note("remote cover, not brought along", address)
            return None
        number = self.picture(address, description=description)
        return None if number is None else self.pictures[number]

    def picture(self, address: str, *, description: str) -> int | None:
        """Return the number of a local image; None, and a note, when it cannot be used."""
        try:
            file = self.folder.file(_path(address), beside=self.path)
        except OutsideError:
            self.note("image outside the folder, not read", address)
            return None
        if file is None:
            self.note("image not found", address)
            return None
        if file not in self._numbers:
            self._numbers[file] = self._read(file, address, description)
        return self._numbers[file]

    def _read(self, file: Path, address: str, description: str) -> int | None:
        try:
            picture = read_picture(file, description=description)
        except UnusableImageError as error:
            self.note(str(error), address)
            return None
        except OSError:
            self.note("image that cannot be read", address)
            return None
        self.pictures.append(picture)
        return len(self.pictures) - 1

    def _place_image(self, span: Span, edits: Edits) -> bool:
        number = self.picture(span.target, description=plain(span.token.children or []))
        if number is None:
            span.token.meta.pop("label", None)
            return edits.wrap(span, "", "")
        if not edits.readdress(span, picture_mark(number)):
            return False
        span.token.meta.pop("label", None)
        span.token.meta["picture"] = number
        return True

    def _place_link(self, span: Span, edits: Edits) -> bool:
        address = _path(span.target)
        path = self.folder.linked(address, beside=self.path)
        if path is None and address.startswith("/"):
            self.note("link to a place on this site, left as it is", span.target)
            return True
        span.token.meta.pop("label", None)
        if path is None:
            self.note("link to a file that is not imported", span.target)
            return edits.wrap(span, "", "")
        fragment = _fragment(span.target)
        if path == self.path and fragment:
            return edits.readdress(span, fragment)
        return self._mark_link(span, edits, path=path, fragment=fragment)

    def _mark_link(self, span: Span, edits: Edits, *, path: str, fragment: str) -> bool:
        if path not in self.links:
            self.links.append(path)
        number = self.links.index(path)
        rest = fragment + closing(span)
        return edits.wrap(span, opening_mark(number), closing_mark(number, rest))

    def _note_raw_images(self, parsed: Parsed) -> None:
        for token in parsed.tokens:
            for part in (token, *(token.children or ())):
                if part.type in ("html_block", "html_inline"):
                    for address in filter(_is_local, _RAW_IMAGE.findall(part.content)):
                        self.note("local image in raw HTML, not brought along", address)


def _is_local(target: str) -> bool:
    return bool(target) and not target.startswith("#") and not _SCHEME.match(target)


def _path(target: str) -> str:
    return re.split(r"[?#]", target, maxsplit=1)[0]


def _fragment(target: str) -> str:
    """Return an address's fragment as our headings' ids are written, `#` included."""
    slug = slugify(unquote(target.partition("#")[2]), allow_unicode=True)
    return f"#{slug}" if slug else ""
