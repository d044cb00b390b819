"""Names the pictures and documents that exported posts show, each once for the same bytes."""

import errno
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from blog.exporting.names import FileNames
from blog.markdown.export_names import EXPORTED_FILES

IMAGES, FILES = "images", EXPORTED_FILES
CHUNK = 64 * 1024


class SiteMedia:
    """The site's pictures and documents, all read at once: by kind and id, their hash and name."""

    def __init__(self) -> None:
        self._models = {"image": get_image_model(), "document": get_document_model()}
        self._rows = {
            (kind, pk): (known or f"{kind}-{pk}", name)
            for kind, model in self._models.items()
            for pk, known, name in model.objects.values_list("pk", "file_hash", "file")
        }

    def hash_of(self, kind: str, pk: int) -> str | None:
        """Return what tells a file's content from others; None where there is none."""
        row = self._rows.get((kind, pk))
        return row[0] if row and row[1] else None

    def name_of(self, kind: str, pk: int) -> str:
        """Return the name of a file that there is."""
        return PurePosixPath(self._rows[kind, pk][1]).name

    def chunks(self, kind: str, pk: int) -> Iterator[bytes]:
        """Yield a file's bytes; raises OSError where it, or its row, is lost meanwhile."""
        row = self._models[kind].objects.filter(pk=pk).first()
        if row is None:
            raise FileNotFoundError(errno.ENOENT, "deleted meanwhile")
        file: BinaryIO
        with row.file.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk


class Media:
    """The paths of the files that an export was asked for, and how to read each."""

    def __init__(self) -> None:
        self._site = SiteMedia()
        self._names = {"image": FileNames(), "document": FileNames()}
        # By kind and content.
        self._paths: dict[tuple[str, str], str] = {}
        self._rows: dict[str, tuple[str, int]] = {}

    def path_of(self, kind: str, pk: int) -> str | None:
        """Return the path of a picture's or document's file; None where there is none."""
        key = self._site.hash_of(kind, pk)
        if key is None:
            return None
        if (kind, key) not in self._paths:
            name = self._names[kind].give(self._site.name_of(kind, pk), key=key)
            path = f"{IMAGES if kind == 'image' else FILES}/{name}"
            self._paths[kind, key] = path
            self._rows[path] = kind, pk
        return self._paths[kind, key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield a file's bytes; raises OSError where the store has lost it."""
        return self._site.chunks(*self._rows[path])
