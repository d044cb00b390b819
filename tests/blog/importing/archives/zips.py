"""Zips for tests, honest ones and hostile ones."""

import zipfile
from collections.abc import Mapping
from pathlib import Path


def make_zip(file: Path, files: Mapping[str | zipfile.ZipInfo, str | bytes]) -> Path:
    """Write a zip; a `ZipInfo` for a name sets what an honest tool would not."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file


def entry(name: str, *, mode: int = 0) -> zipfile.ZipInfo:
    """Return an entry of another kind than a plain file."""
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def renamed(archive: Path, old: bytes, new: bytes) -> Path:
    """Change bytes of the names in a zip, of equal length, as no library would write them."""
    assert len(old) == len(new)
    archive.write_bytes(archive.read_bytes().replace(old, new))
    return archive
