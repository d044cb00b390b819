"""Texts as a dialect's translator leaves them."""

from pathlib import Path

from blog.importing.dialects.draft import Draft
from blog.importing.dialects.translator import Translator
from blog.importing.folder import Folder


def translated(dialect: str, text: str, folder: Path = Path("/nonexistent")) -> Draft:
    """Return a text of a folder's `posts/this.md` in our own Markdown."""
    draft = Translator(Folder(folder), dialect).translate(text, "posts/this.md")
    assert len(draft.origins) == draft.text.count("\n") + 1
    return draft


def notes(draft: Draft) -> list[tuple[str, int | None]]:
    """Return the details of what is told, with their lines."""
    return [(remark.detail, remark.line) for remark in draft.remarks]
