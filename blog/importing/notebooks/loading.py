"""Loads a notebook's file: its cells, and what made it, of nbformat 3 and 4."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from blog.blocks.provenance import Row
from blog.importing.entry import UnreadableError
from blog.importing.notebooks.cells import Cell, read_cell, text_of
from blog.importing.notebooks.run import rows_of_run
from blog.importing.placeholders import without_placeholders

# No editor opens a body of more; books keep their chapters below two hundred.
MAX_CELLS = 1_000
MAX_TEXT = 1_000_000
MAX_NAME = 100

Json = dict[str, Any]
# Called with what, the detail and the cell's number.
Telling = Callable[[str, str, int | None], None]


@dataclass
class Notebook:
    """A notebook; `checksum` is the SHA-256 of its file."""

    cells: list[Cell]
    metadata: Json
    checksum: str
    kernel: str = ""
    language: str = ""
    language_version: str = ""
    tested_with: list[Row] = field(default_factory=list)
    remarks: list[tuple[str, str, int | None]] = field(default_factory=list)

    @property
    def made_by(self) -> dict[str, str]:
        """What is kept with the post: the kernel, the language's version, the file's hash."""
        return {
            "kernel": self.kernel,
            "language": self.language,
            "language_version": self.language_version,
            "sha256": self.checksum,
        }


def load_notebook(data: bytes) -> Notebook:
    """Read a notebook's file; raises `UnreadableError` for what is none, or too long for a post."""
    # A byte more than UTF-8 has is shown as such, and the rest of the notebook read.
    text = data.decode("utf-8-sig", errors="replace")
    raw = _version_4(_parsed(text), text)
    cells = raw.get("cells")
    if not isinstance(cells, list):
        raise UnreadableError("notebook without a list of cells")
    if len(cells) > MAX_CELLS:
        raise UnreadableError(f"notebook of {len(cells):,} cells; a post takes {MAX_CELLS:,}")
    metadata = raw["metadata"] if isinstance(raw.get("metadata"), dict) else {}
    book = Notebook([], metadata, hashlib.sha256(data).hexdigest())
    _read_maker(book)
    book.tested_with = rows_of_run(metadata, cells, book.made_by)
    for number, cell in enumerate(cells, 1):
        if (read := read_cell(cell, number, book.remarks)) is not None:
            book.cells.append(read)
    if sum(len(cell.source) for cell in book.cells) > MAX_TEXT:
        raise UnreadableError(f"notebook of more than {MAX_TEXT:,} characters of text and code")
    return book


def _parsed(text: str) -> Json:
    try:
        raw = json.loads(text)
    except RecursionError as error:
        raise UnreadableError("notebook nested too deeply") from error
    except ValueError as error:
        place = getattr(error, "lineno", None)
        where = f" (line {place})" if place else ""
        raise UnreadableError(f"not a notebook: malformed JSON{where}") from error
    if not isinstance(raw, dict):
        raise UnreadableError("not a notebook: its JSON is no object")
    return raw


def _version_4(raw: Json, text: str) -> Json:
    """Return a notebook as nbformat 4 has it; the ids that an upgrade makes up are left out."""
    version = raw.get("nbformat", 4 if "cells" in raw else 3)
    if version == 4:
        return raw
    if version not in (1, 2, 3):
        raise UnreadableError(f"notebook of a format that is not known: {str(version)[:20]}")
    # Not loaded by those who import none: it brings jsonschema and traitlets.
    import nbformat

    try:
        upgraded = nbformat.reads(text, as_version=4)
    except Exception as error:  # whatever its code meets in a broken notebook
        why = f"{type(error).__name__}: {error}"[:200]
        raise UnreadableError(f"notebook of format {version} that can't be read: {why}") from error
    for cell in upgraded.get("cells", ()):
        cell.pop("id", None)
    return upgraded


def _read_maker(book: Notebook) -> None:
    kernel = book.metadata.get("kernelspec")
    language = book.metadata.get("language_info")
    kernel = kernel if isinstance(kernel, dict) else {}
    language = language if isinstance(language, dict) else {}
    book.kernel = _name(kernel.get("display_name") or kernel.get("name"))
    book.language = _name(language.get("name") or kernel.get("language")) or "python"
    book.language_version = _name(language.get("version"))


def _name(value: object) -> str:
    return without_placeholders(" ".join(text_of(value).split()))[:MAX_NAME]
