"""Reads a post's Markdown or notebook by the importer, as blocks and what its head says."""

import base64
import binascii
import json
import re
import secrets
from collections.abc import Mapping
from contextlib import closing
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Self
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from wagtail.images import get_image_model

from blog.import_desk.permissions import may_add_documents, may_add_images
from blog.importing.archives.entry_names import RefusedEntryError, clean_path
from blog.importing.dialects.translator import Translator
from blog.importing.entry import Entry, Picture, UnreadableError
from blog.importing.files.reading import PictureReader
from blog.importing.folder import Folder
from blog.importing.markdown.archive import Archive
from blog.importing.markdown.front_matter import Head
from blog.importing.markdown.front_matter_keys import Fields
from blog.importing.markdown.identity import Identity
from blog.importing.markdown.reader import read_entry
from blog.importing.notebooks.reader import read_notebook
from blog.importing.placeholders import place_links
from blog.importing.storing.cell_keys import kept_facts, with_ids
from blog.importing.storing.media import Library, atomic_with_files
from blog.importing.storing.writing import Shelf, placed_body
from blog.importing.work_folder import PREFIX, unpacking_root
from blog.pictures.decoder import one_decoder

# New pictures go to a collection of this name.
COLLECTION = "API"
# Our own Markdown is what an export of ours holds; of another the dialect is guessed.
OWN, ANY, NOTEBOOK = "db_markdown", "markdown", "notebook"
_DIALECTS = {OWN: "epoch", ANY: "", NOTEBOOK: ""}
# What the request at hand made, whose files go if its rows do not stay.
NEW_FILES: ContextVar[list[Any]] = ContextVar("new_files")
_PICTURE = re.compile(r"(?<=\]\()image:([0-9]{1,9})(?=[\s)#])")


@dataclass(frozen=True)
class Text:
    """A text as it was sent: its format, and the files that it names, in base64."""

    format: str
    content: str
    files: Mapping[str, str]

    @classmethod
    def of(cls, sent: Any) -> Self | None:
        """Return what was sent as a body, if that is a text; None for blocks."""
        if isinstance(sent, str):
            return cls(NOTEBOOK, sent, {})
        if isinstance(sent, dict):
            content = sent["content"]
            text = content if isinstance(content, str) else json.dumps(content)
            return cls(sent["format"], text, sent.get("files") or {})
        return None


@dataclass(frozen=True)
class Read:
    """A text as raw blocks, and as the importer's entry, which has what its head says."""

    blocks: list[dict[str, Any]]
    entry: Entry


def read_text(text: Text, *, title: str, user: AbstractBaseUser) -> Read:
    """Return what a text says; a heading that repeats the title is left out.

    Its pictures become images for whoever may add some. Raises `UnreadableError`.
    """
    name = "post.ipynb" if text.format == NOTEBOOK else "post.md"
    with TemporaryDirectory(dir=unpacking_root(), prefix=PREFIX) as place:
        mark = _lay_out(text, Path(place), name)
        with (
            one_decoder(),
            closing(PictureReader(known=Library(), may_add=may_add_images(user))) as pictures,
        ):
            folder = _KeptFolder(Path(place), only=name, pictures=pictures)
            folder.takes_documents = may_add_documents(user)
            dialect = _DIALECTS[text.format]
            read = read_notebook if text.format == NOTEBOOK else read_entry
            entry = read(
                folder,
                name,
                translator=Translator(folder, dialect),
                archive=_Titled(folder, title, dialect=dialect),
            )
            if entry.notebook is not None:
                entry.body = with_ids(entry.body, kept_facts(entry.notebook, None, path=name))
            with atomic_with_files() as new:
                shelf = _Shelf(COLLECTION, user=user, new=new)
                shelf.mark = mark
                blocks = place_links(placed_body(entry, shelf=shelf), {})
            NEW_FILES.get([]).extend(new)
    return Read([{"id": str(uuid4()), **block} for block in blocks], entry)


def _lay_out(text: Text, place: Path, name: str) -> str:
    """Write a text and all that it names into a folder, as the importer finds them.

    Returns the mark by which pictures of the library are known again: no file sent has it.
    """
    root, mark = place.resolve(), secrets.token_hex(8)
    for path, data in text.files.items():
        try:
            _write(root / clean_path(path), base64.b64decode(data, validate=True))
        except RefusedEntryError as error:
            raise UnreadableError(f"{path[:100]}: {error}") from error
        except (binascii.Error, ValueError) as error:
            raise UnreadableError(f"{path[:100]}: no base64") from error
    content = text.content
    if text.format != NOTEBOOK:
        content = _PICTURE.sub(lambda found: _lay_out_picture(found, root, mark), content)
    _write(root / name, content.encode())
    return mark


def _lay_out_picture(found: re.Match[str], root: Path, mark: str) -> str:
    """Write a picture of the library that a text names, and return what names the file then."""
    image = get_image_model().objects.filter(pk=found[1]).first()
    if image is None:
        return found[0]
    path = f"library-{mark}-{image.pk}{PurePosixPath(image.file.name).suffix}"
    try:
        if not (root / path).exists():
            with image.file.open("rb") as file:
                _write(root / path, file.read())
    except OSError:  # its file is lost
        return found[0]
    return path


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        raise UnreadableError(f"{path.name[:100]}: this name is taken")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


class _Shelf(Shelf):
    """Knows the library's own pictures again, of which another may have the same bytes."""

    mark = ""

    def put(self, picture: Picture) -> int:
        known = re.fullmatch(rf"library-{self.mark}-([0-9]+)\..*", picture.name)
        return int(known[1]) if known else super().put(picture)


class _KeptFolder(Folder):
    """A folder whose text is still known when it is gone, to be asked for its lines."""

    def read(self, path: str) -> bytes:
        known: dict[str, bytes] = self.__dict__.setdefault("_texts", {})
        if path not in known:
            known[path] = super().read(path)
        return known[path]


class _Titled(Archive):
    """A text whose title is known where its head has none."""

    def __init__(self, folder: Folder, title: str, *, dialect: str) -> None:
        super().__init__(folder, dialect=dialect)
        self._title = title

    def read(self, path: str) -> tuple[Head, Fields, Identity]:
        head, fields, identity = super().read(path)
        return head, replace(fields, title=fields.title or self._title), identity
