"""A folder of Markdown files to entries."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath

from django.contrib.auth.models import AbstractBaseUser

from blog.exchange.entry import Entry, Source, UnreadableError
from blog.exchange.fields import read_date, read_fields
from blog.exchange.folder import FOLDER_FILES, Folder
from blog.exchange.front_matter import split_front_matter
from blog.exchange.importer import Progress, import_sources
from blog.exchange.markdown_body import read_body
from blog.exchange.marks import unmarked
from blog.exchange.report import Report
from blog.exchange.targets import Targets
from blog.models import BlogIndexPage

# A file of many blocks within the renderer's limit must not take minutes either.
MAX_OPEN_BRACKETS = 40_000

# As Jekyll names its posts: 2024-01-31-title.md.
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)-(.+)")


def import_folder(
    path: Path,
    *,
    index: BlogIndexPage,
    publish: bool = False,
    user: AbstractBaseUser | None = None,
    progress: Progress | None = None,
) -> Report:
    """Import a folder's Markdown files and their images into a blog.

    A second run brings only what changed since. New images go to a collection that has the
    folder's name.
    """
    folder = Folder(path)
    return import_sources(
        markdown_sources(folder),
        index=index,
        collection=folder.root.name or "Imported",
        publish=publish,
        user=user,
        progress=progress,
    )


def markdown_sources(folder: Folder) -> Iterator[Source]:
    """Yield the folder's Markdown files, unread."""
    for path in folder.paths:
        yield Source(path, folder.checksum(path), partial(read_entry, folder, path))


def read_entry(folder: Folder, path: str) -> Entry:
    """Read one Markdown file; raises `UnreadableError`."""
    metadata, source = split_front_matter(_decoded(folder.read(path)))
    fields = read_fields(metadata)
    targets = Targets(folder, path)
    for key in fields.unplaced:
        targets.note(f"front matter “{key}”", "")
    cover = targets.cover(fields.cover, description=fields.cover_alt) if fields.cover else None
    body = read_body(source, title=fields.title, targets=targets)
    name, date = _name(folder, path)
    return Entry(
        path=path,
        title=body.title or _readable(name),
        slug=fields.slug or name,
        body=body.blocks,
        date=fields.date or date,
        teaser=fields.teaser,
        canonical_url=fields.canonical_url,
        authors=fields.authors,
        tags=fields.tags,
        series=fields.series,
        part=fields.part,
        is_featured=fields.is_featured,
        is_draft=fields.is_draft,
        cover=cover,
        pictures=targets.pictures,
        links=targets.links,
        notes=targets.notes,
    )


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("not UTF-8 text") from error
    if text.count("[") > MAX_OPEN_BRACKETS:
        raise UnreadableError("more than 40,000 opening brackets")
    return unmarked(text.replace("\r\n", "\n").replace("\r", "\n"))


def _name(folder: Folder, path: str) -> tuple[str, datetime | None]:
    """Return a file's name, or its folder's, and the date that the name begins with."""
    file = PurePosixPath(path)
    name = file.stem
    if name.lower() in FOLDER_FILES:
        name = file.parent.name or folder.root.name
    if match := _DATED.fullmatch(name):
        return match[2], read_date(match[1])
    return name, None


def _readable(name: str) -> str:
    words = re.sub(r"[-_\s]+", " ", name).strip()[:255]
    return words[:1].upper() + words[1:] or "Untitled"
