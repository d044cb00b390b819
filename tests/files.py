"""Writes files as tests need them; knows no Django."""

from pathlib import Path


def write_file(folder: Path, path: str, content: str | bytes) -> Path:
    """Write a file below a folder, and the folders on the way."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file
