"""Finds what an entry's addresses name, and numbers its pictures and documents."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from blog.importing.entry import Attachment, Picture, Subject
from blog.importing.files.attachments import UnusableFileError, read_attachment
from blog.importing.files.embedded import Embedded
from blog.importing.files.reading import NotAskedError, UnusableImageError
from blog.importing.files.remote import NotFetchedError
from blog.importing.folder import Folder, OutsideError
from blog.importing.placeholders import document_placeholder, picture_placeholder

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
# As Windows and editors name a file of the writer's own machine.
_OWN_DISK = re.compile(r"(?:file:/*)?(?:[a-z]:)?[\\/]?", re.IGNORECASE)
_PICTURE_FILE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)$", re.IGNORECASE)
_WEB = re.compile(r"https?://|//", re.IGNORECASE)

# Called with what, the detail, the subject and the line.
Remarking = Callable[[str, str, Subject, int | None], None]


class EntryFiles:
    """The pictures and documents of one entry, each once, numbered as placeholders name them."""

    def __init__(self, folder: Folder, path: str, remark: Remarking) -> None:
        self.folder = folder
        self.path = path
        self.embedded = Embedded()
        self.pictures: list[Picture] = []
        self.attachments: list[Attachment] = []
        self.is_incomplete = False
        self.remark = remark
        self._spool = folder.pictures.spool()
        self._picture_numbers: dict[str | Path, int] = {}
        self._attachment_numbers: dict[Path, int] = {}
        self._local_files: dict[str, Path | None] = {}
        self._refusals: dict[str, tuple[str, str]] = {}

    def has(self, address: str) -> bool:
        """Tell whether there is a file, or data in the text, at an address."""
        if self.embedded.address(address):
            return True
        try:
            return self._local_file(address) is not None
        except OutsideError:
            return False

    def picture(self, address: str, *, description: str, line: int | None = None) -> int | None:
        """Return a picture's number; None, and a remark, when it cannot be used."""
        if address not in self._refusals:
            try:
                return self._number_of_picture(address, description)
            except _RefusedError as error:
                self._refusals[address] = error.what, error.detail
        self.remark(*self._refusals[address], Subject.PICTURE, line)
        return None

    def drawn(self, name: str, data: bytes, *, description: str) -> int | None:
        """Return the number of a picture that was given as bytes; None, and a remark, as above."""
        key = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        if key in self._picture_numbers:
            return self._picture_numbers[key]
        try:
            read = self.folder.pictures.from_bytes
            picture = read(name, data, description=description, spool=self._spool)
        except UnusableImageError as error:
            what = "picture that the library does not take"
            self.remark(what, f"{name}: {error}", Subject.PICTURE, None)
            return None
        self.pictures.append(picture)
        self._picture_numbers[key] = len(self.pictures) - 1
        return self._picture_numbers[key]

    def link_target(self, address: str, *, title: str, line: int | None = None) -> str | None:
        """Return the placeholder for what a linked file becomes: an image, or a document.

        None, and a remark, when there is none.
        """
        if is_picture_file(address) and self.has(address):
            number = self.picture(address, description=title, line=line)
            return None if number is None else picture_placeholder(number)
        number = self.document(path_of(address), title=title, line=line)
        return None if number is None else document_placeholder(number)

    def document(self, address: str, *, title: str, line: int | None = None) -> int | None:
        """Return the number of a file to offer; None, and a remark, when there is none."""
        what, detail = "link to a file that is not imported", address[:200]
        try:
            file = self._local_file(address)
            if file is not None and not _is_hidden(file, self.folder.root):
                return self._number_of_attachment(file, title)
            if address.startswith("/"):
                what = "link to a place on this site, left as it is"
        except OutsideError:
            what = "link to a file outside the folder"
        except UnusableFileError as error:
            what, detail = "linked file that becomes no document", f"{detail}: {error}"
        except OSError:
            what = "linked file that cannot be read"
        self.remark(what, detail, Subject.ADDRESS, line)
        return None

    def figure_file(self, name: str, data: bytes, *, title: str) -> int | None:
        """Return the number of a figure's HTML that was given as bytes; None where none may be."""
        if not self.folder.takes_documents:
            return None
        checksum = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        read = self._spool.keep(checksum, data)
        self.attachments.append(Attachment(name, checksum, read, title))
        return len(self.attachments) - 1

    def _number_of_attachment(self, file: Path, title: str) -> int:
        if file not in self._attachment_numbers:
            if not self.folder.takes_documents:
                raise UnusableFileError("Whoever imports it may not add documents.")
            self.attachments.append(read_attachment(file, title=title or file.name))
            self._attachment_numbers[file] = len(self.attachments) - 1
        return self._attachment_numbers[file]

    def _number_of_picture(self, address: str, description: str) -> int:
        key, read = self._reader_of(address)
        if key not in self._picture_numbers:
            try:
                picture = read(description=description, spool=self._spool)
            except UnusableImageError as error:
                what = "picture that the library does not take"
                raise _RefusedError(what, f"{address[:200]}: {error}") from error
            except NotAskedError as error:
                self.is_incomplete = True
                what = "remote picture, kept as a link: fetched by --fetch-images alone"
                raise _RefusedError(what, address) from error
            except NotFetchedError as error:
                self.is_incomplete = True
                raise _RefusedError(f"remote picture, kept as a link: {error}", address) from error
            except OSError as error:
                raise _RefusedError("picture that cannot be read", address) from error
            self.pictures.append(picture)
            self._picture_numbers[key] = len(self.pictures) - 1
        return self._picture_numbers[key]

    def _reader_of(self, address: str) -> tuple[str | Path, Callable[..., Picture]]:
        """Return what tells a picture from others, and the function that reads it."""
        reader = self.folder.pictures
        if typed := self.embedded.address(address):
            return typed, _with(reader.from_text, typed)
        try:
            file = self._local_file(address)
        except OutsideError as error:
            raise _RefusedError("picture outside the folder, not read", address) from error
        if file is not None:
            return file, _with(reader.from_file, file)
        if _WEB.match(address):
            return address, _with(reader.from_web, address)
        what = "picture not found" if is_local(address) else "picture at no web address"
        raise _RefusedError(what, address[:200])

    def _local_file(self, address: str) -> Path | None:
        if address not in self._local_files:
            self._local_files[address] = self._look_up(address)
        return self._local_files[address]

    def _look_up(self, address: str) -> Path | None:
        address = self.folder.own_address(address) or address
        if is_local(address):
            return self.folder.file(path_of(address), beside=self.path)
        disk = _OWN_DISK.match(address)
        if disk and disk[0] and not _WEB.match(address):
            name = re.split(r"[\\/]", address)[-1]
            return self.folder.file(path_of(name), beside=self.path)
        return None


class _RefusedError(Exception):
    """A picture that cannot be used: what it is, and which one."""

    def __init__(self, what: str, detail: str) -> None:
        super().__init__(what, detail)
        self.what, self.detail = what, detail[:300]


def is_local(target: str) -> bool:
    """Tell whether an address names something by a path."""
    return bool(target) and not target.startswith("#") and not _SCHEME.match(target)


def is_picture_file(address: str) -> bool:
    """Tell whether an address ends as a picture's file does."""
    return bool(_PICTURE_FILE.search(path_of(address)))


def path_of(target: str) -> str:
    """Return an address without its query and fragment."""
    return re.split(r"[?#]", target, maxsplit=1)[0]


def _with(read: Callable[..., Picture], what: str | Path) -> Callable[..., Picture]:
    return lambda **options: read(what, **options)


def _is_hidden(file: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(root).parts)
