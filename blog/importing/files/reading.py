"""Reads pictures from files, from the web and from texts, each checked as an upload is."""

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from blog.importing.entry import Picture
from blog.importing.files.embedded import data_of
from blog.importing.files.kinds import picture_name
from blog.importing.files.remote import Fetcher, NotFetchedError, web_url
from blog.importing.files.spool import Spool, SpoolFolder
from blog.pictures.upload_field import CheckedImageField
from search.database.columns import fitted


class UnusableImageError(Exception):
    """A picture that the library does not take; its message says why."""


class NotAskedError(Exception):
    """A remote picture that is not here, and nobody said to fetch any."""


class KnownPictures(Protocol):
    """What the library already holds."""

    def has(self, checksum: str) -> bool:
        """Tell whether there is an image with just these bytes."""

    def fetched(self, url: str) -> str:
        """Return the checksum of the image that was once fetched from here; empty for none."""


class NothingKnown:
    """An empty library."""

    def has(self, checksum: str) -> bool:
        """Know no image."""
        return False

    def fetched(self, url: str) -> str:
        """Know no address."""
        return ""


class PictureReader:
    """Reads the pictures of one import. What a file was found to be is remembered for all posts.

    Checked bytes wait on disk until they are asked for, at most until this is closed. Unless it
    `may_add` pictures, those that the library has are all that it takes.
    """

    def __init__(
        self,
        *,
        known: KnownPictures | None = None,
        fetcher: Fetcher | None = None,
        may_add: bool = True,
    ) -> None:
        self._known = known or NothingKnown()
        self._may_add = may_add
        self._fetcher = fetcher
        self._folder = SpoolFolder()
        # By path, time and size: name and checksum, or why it is refused.
        self._checked: dict[tuple[Path, int, int], tuple[str, str] | str] = {}

    def spool(self) -> Spool:
        """Return a spool for one entry."""
        return Spool(self._folder)

    def close(self) -> None:
        """Remove what still waits on disk."""
        self._folder.close()

    def from_file(self, file: Path, *, description: str, spool: Spool) -> Picture:
        """Read a file; raises `UnusableImageError`, and `OSError` where it cannot be read."""
        status = file.stat()
        key = file, status.st_mtime_ns, status.st_size
        known = self._checked.get(key)
        if isinstance(known, str):
            raise UnusableImageError(known)
        if known is not None:
            return _picture(*known, partial(_cleaned_file, file), description)
        try:
            if status.st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
                raise UnusableImageError(_too_big(status.st_size))
            picture = self._from_bytes(file.name, file.read_bytes(), description, spool)
        except UnusableImageError as error:
            self._checked[key] = str(error)
            raise
        self._checked[key] = picture.name, picture.checksum
        return picture

    def from_text(self, address: str, *, description: str, spool: Spool) -> Picture:
        """Read a `data:` address; raises `UnusableImageError`."""
        data = data_of(address)
        if data is None:
            raise UnusableImageError("Its data is broken.")
        return self.from_bytes("embedded", data, description=description, spool=spool)

    def from_bytes(self, name: str, data: bytes, *, description: str, spool: Spool) -> Picture:
        """Read a picture that lies in another file; raises `UnusableImageError`."""
        if len(data) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            raise UnusableImageError(_too_big(len(data)))
        return self._from_bytes(name, data, description, spool)

    def from_web(self, address: str, *, description: str, spool: Spool) -> Picture:
        """Return what an earlier import fetched from here, else fetch it.

        Raises `NotAskedError`, `NotFetchedError` and `UnusableImageError`.
        """
        url = web_url(address)
        if checksum := self._known.fetched(url):
            return Picture(url, checksum, _never_asked_for, fitted(description, 255), url)
        if self._fetcher is None:
            raise NotAskedError
        name, data = self._fetcher.fetch(url)
        return self._from_bytes(name, data, description, spool, url=url)

    def _from_bytes(
        self, name: str, data: bytes, description: str, spool: Spool, *, url: str = ""
    ) -> Picture:
        name, checksum = picture_name(name, data), _checksum_of(data)
        if self._known.has(checksum):
            # It was checked when it came; these bytes are used only if it goes away meanwhile.
            unchecked = spool.keep(checksum, data)
            return _picture(name, checksum, lambda: _cleaned(name, unchecked()), description, url)
        if not self._may_add:
            raise UnusableImageError("Whoever imports it may not add images.")
        data = _cleaned(name, data)
        checksum = _checksum_of(data)
        return _picture(name, checksum, spool.keep(checksum, data), description, url)


def read_picture(file: Path) -> Picture:
    """Read one file that belongs to no import; raises as `PictureReader.from_file` does."""
    reader = PictureReader()
    return reader.from_file(file, description="", spool=reader.spool())


def _picture(
    name: str, checksum: str, read: Callable[[], bytes], description: str, url: str = ""
) -> Picture:
    return Picture(name, checksum, read, fitted(description, 255), url)


def _cleaned_file(file: Path) -> bytes:
    data = file.read_bytes()
    return _cleaned(picture_name(file.name, data), data)


def _cleaned(name: str, data: bytes) -> bytes:
    """Return bytes, checked, without what they say about place, time and device."""
    try:
        return CheckedImageField().clean(SimpleUploadedFile(name, data)).read()
    except ValidationError as error:
        raise UnusableImageError(" ".join(error.messages)) from error


def _checksum_of(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def _too_big(size: int) -> str:
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    return f"It has {size:,} bytes; the library takes at most {most:,}."


def _never_asked_for() -> bytes:
    raise NotFetchedError("The library's image went away meanwhile.")
