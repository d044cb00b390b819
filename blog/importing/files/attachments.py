"""Reads files that are no pictures, to be offered as documents."""

import hashlib
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise

from blog.blocks.interactive import MAX_BYTES
from blog.html.files.self_contained import loads_from_elsewhere
from blog.html.files.videos import CAPTIONS, VIDEO_TYPES, captions_fault, video_fault
from blog.importing.entry import Attachment
from search.database.columns import fitted


class UnusableFileError(Exception):
    """A file that is no document here; its message says why."""


def read_attachment(file: Path, *, title: str) -> Attachment:
    """Read a file's checksum; raises `UnusableFileError`, and `OSError`."""
    suffix = file.suffix.lower()[1:]
    if suffix not in settings.WAGTAILDOCS_EXTENSIONS:
        kinds = ", ".join(settings.WAGTAILDOCS_EXTENSIONS)
        raise UnusableFileError(f"Only files of these kinds become documents: {kinds}.")
    size, most = file.stat().st_size, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    if size > most:
        raise UnusableFileError(f"It has {size:,} bytes; a document has at most {most:,}.")
    data = file.read_bytes()
    # A page of an old site is no document, but a figure's is.
    if suffix == "html" and not _is_figure(data):
        raise UnusableFileError("Of HTML only a figure that loads nothing becomes a document.")
    if fault := _fault_of(file.name, suffix, data):
        raise UnusableFileError(str(fault))
    checksum = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    return Attachment(file.name, checksum, partial(file.read_bytes), fitted(title, 255))


def _fault_of(name: str, suffix: str, data: bytes) -> str | Promise:
    """Return what is wrong with a video or its captions; nothing for any other file."""
    if suffix in VIDEO_TYPES:
        return video_fault(name, data)
    return captions_fault(name, data) if suffix == CAPTIONS else ""


def _is_figure(data: bytes) -> bool:
    html = data.decode("utf-8", "replace")
    return len(data) <= MAX_BYTES and "<script" in html.lower() and not loads_from_elsewhere(html)
