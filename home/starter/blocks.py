"""Reads the starter post that shows every block, from a file of its own."""

import hashlib
import re
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from blog.importing.entry import Entry, Source
from blog.importing.files.reading import read_picture
from blog.importing.placeholders import (
    closing_placeholder,
    opening_placeholder,
    picture_placeholder,
)
from home.starter.film import draw_film

_POST_LINK = re.compile(r"\[([^\]]+)\]\(post:([\w-]+\.md)\)")


def every_block_source(starter: Path) -> Source:
    """Return the post for the importer; `every_block.toml` says what it is made of."""
    file = starter / "every_block.toml"
    checksum = hashlib.sha256(file.read_bytes()).hexdigest()
    return Source(file.name, checksum, partial(_read_entry, file))


def _read_entry(file: Path) -> Entry:
    fields = tomllib.loads(file.read_text(encoding="utf-8"))
    entry = Entry(
        path=file.name,
        title=fields["title"],
        slug=fields["slug"],
        body=[],
        date=fields["date"],
        teaser=fields["teaser"],
        authors=tuple(fields["authors"]),
        tags=tuple(fields["tags"]),
    )
    entry.body = _with_placeholders(fields["body"], entry, file.parent)
    return entry


def _with_placeholders(value: Any, entry: Entry, folder: Path) -> Any:
    """Return raw blocks with the importer's placeholders for what the file calls by name."""
    match value:
        case dict():
            return {key: _with_placeholders(child, entry, folder) for key, child in value.items()}
        case list():
            return [_with_placeholders(child, entry, folder) for child in value]
        case str() if value.startswith("picture:"):
            entry.pictures.append(
                read_picture(folder / "posts" / "images" / value.removeprefix("picture:"))
            )
            return picture_placeholder(len(entry.pictures) - 1)
        case str() if value.startswith("document:"):
            file = folder / "files" / value.removeprefix("document:")
            return _document_id(file.name, file.read_bytes())
        case str() if value.startswith("film:"):
            return _document_id(value.removeprefix("film:"), draw_film())
        case str():
            return _POST_LINK.sub(partial(_link_with_placeholders, entry), value)
    return value


def _link_with_placeholders(entry: Entry, match: re.Match[str]) -> str:
    entry.links.append(match[2])
    number = len(entry.links) - 1
    return f"{opening_placeholder(number)}{match[1]}{closing_placeholder(number, ')')}"


def _document_id(name: str, data: bytes) -> int:
    """Return the library's document with these bytes, made when there is none."""
    model = get_document_model()
    checksum = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    document = model.objects.filter(file_hash=checksum).order_by("pk").first()
    return (
        document
        or model.objects.create(
            title=Path(name).stem,
            file=ContentFile(data, name),
            file_size=len(data),
            file_hash=checksum,
        )
    ).pk
