"""Makes notebooks for tests of the importer."""

import base64
import json
from pathlib import Path
from typing import Any

from blog.importing.entry import Entry
from blog.importing.folder import Folder
from blog.importing.markdown.reader import markdown_sources

PYTHON = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "version": "3.11.7"},
}


def markdown(text: str, **fields: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text, **fields}


def code(text: str, *outputs: Any, tags: tuple[str, ...] = (), **fields: Any) -> dict[str, Any]:
    metadata = {"tags": list(tags)} if tags else {}
    return {"cell_type": "code", "metadata": metadata, "execution_count": 1, "source": text,
            "outputs": list(outputs), **fields}  # fmt: skip


def stream(text: str | list[str], name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def shown(**data: Any) -> dict[str, Any]:
    """Return an output; `text_html="…"` is of the type text/html."""
    bundle = {kind.replace("_", "/", 1).replace("svg", "svg+xml"): each
              for kind, each in data.items()}  # fmt: skip
    return {"output_type": "display_data", "metadata": {}, "data": bundle}


def in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def notebook(*cells: Any, **fields: Any) -> str:
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": PYTHON,
                       "cells": list(cells), **fields})  # fmt: skip


def write_notebook(folder: Path, *cells: Any, name: str = "work.ipynb", **fields: Any) -> Path:
    (folder / name).write_text(notebook(*cells, **fields))
    return folder


def read(folder: Path, *cells: Any, name: str = "work.ipynb", **fields: Any) -> Entry:
    """Read cells as the folder's notebook."""
    write_notebook(folder, *cells, name=name, **fields)
    return next(each for each in markdown_sources(Folder(folder)) if each.path == name).read()


def kinds(entry: Entry) -> list[str]:
    return [block["type"] for block in entry.body]
