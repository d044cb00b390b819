"""Reads what a notebook says of itself as front matter: its metadata, and a first cell of YAML."""

from typing import Any

from blog.importing.entry import UnreadableError
from blog.importing.markdown.front_matter import Head, read_head
from blog.importing.notebooks.loading import Notebook

# What notebooks' own metadata may say as front matter does.
_TAKEN = ("title", "subtitle", "description", "date", "tags", "keywords", "categories", "draft")


def head_of(notebook: Notebook) -> Head:
    """Return a notebook's head; a cell that was its front matter is no cell of the text any more.

    Quarto has it in a raw cell; others in one of Markdown, as a text between two rules is.
    """
    metadata: dict[Any, Any] = {
        name: notebook.metadata[name] for name in _TAKEN if notebook.metadata.get(name)
    }
    if names := _authors(notebook.metadata.get("authors") or notebook.metadata.get("author")):
        metadata["authors"] = names
    first = notebook.cells[0] if notebook.cells else None
    if first is None or first.kind == "code":
        return Head(metadata, "")
    try:
        head = read_head(first.source.strip() + "\n")
    except UnreadableError as error:
        raise UnreadableError(f"{error} in cell {first.number}") from error
    if not head.metadata:
        return Head(metadata, "")
    first.source = head.body
    if not head.body.strip():
        notebook.cells.pop(0)
    return Head(metadata | head.metadata, "")


def _authors(value: object) -> list[str]:
    """Return the names in Jupyter's list of authors."""
    listed = value if isinstance(value, list) else [value]
    names = [each.get("name") if isinstance(each, dict) else each for each in listed]
    return [name for name in names if isinstance(name, str)]
