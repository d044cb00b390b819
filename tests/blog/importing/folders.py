"""Folders of Markdown for tests of the importer."""

from io import BytesIO
from pathlib import Path

from PIL import Image as PillowImage

from blog.importing.entry import Entry
from blog.importing.folder import Folder
from blog.importing.markdown.reader import read_entry
from blog.importing.reporting.report import Report
from blog.models import BlogPostPage, ImportedFile
from tests.files import write_file

# Front matter of a text whose title is of no matter.
TITLE = "---\ntitle: T\n---\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8z"/></svg>'


def write(folder: Path, **files: str | bytes) -> Path:
    """Write files; `guide__first="…"` becomes guide/first.md."""
    for name, content in files.items():
        write_file(folder, f"{name.replace('__', '/')}.md", content)
    return folder


def png(colour: str = "red", size: tuple[int, int] = (16, 9)) -> bytes:
    buffer = BytesIO()
    PillowImage.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def entry_of(folder: Path, text: str | bytes, path: str = "post.md") -> Entry:
    """Read a text as the folder's file."""
    write_file(folder, path, text)
    return read_entry(Folder(folder), path)


def told(entry: Entry) -> set[str]:
    """Return what an entry could not place."""
    return {note.what for note in entry.remarks}


def imported(path: str) -> BlogPostPage:
    """Return the post that a file became."""
    return ImportedFile.objects.get(path=path).post


def kinds(entry: Entry) -> list[str]:
    return [block["type"] for block in entry.body]


def values(entry: Entry, kind: str) -> list:
    return [block["value"] for block in entry.body if block["type"] == kind]


def markdown(post: BlogPostPage) -> str:
    """Return a post's Markdown blocks as one text."""
    return "\n".join(str(block.value) for block in post.body if block.block_type == "markdown")


def outcomes(report: Report) -> dict[str, int]:
    """Return how many files came to what."""
    return {outcome.name: number for outcome, number in report.outcomes.items()}
