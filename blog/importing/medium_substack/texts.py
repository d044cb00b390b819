"""Reads the HTML files of an export."""

from pathlib import Path

from blog.importing.entry import UnreadableError

MAX_BYTES = 4 * 1024 * 1024


def read_text(file: Path) -> str:
    """Return a file's text, what is not UTF-8 replaced; raises `UnreadableError`."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise UnreadableError("HTML over 4 MB")
        return file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from error


def html_files(folder: Path) -> list[Path]:
    """Return the HTML files that lie right in a folder; links to others are no files."""
    found = sorted(folder.glob("*.html")) if folder.is_dir() else []
    return [file for file in found if file.is_file() and not file.is_symlink()]
