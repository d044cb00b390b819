"""Opens what was given to import as a folder: a folder, one file, or a zip."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from blog.importing.archives.unpacking import unpack
from blog.importing.entry import Remark, UnreadableError
from blog.importing.folder import SUFFIXES, Folder
from blog.importing.work_folder import PREFIX, unpacking_root

# Exports that are one file: WordPress' and Ghost's.
EXPORT_SUFFIXES = (".xml", ".json")
# What a killed run left is swept away by a later one.
SWEPT_AFTER_SECONDS = 24 * 3600


@dataclass
class Opened:
    """A folder to import, and what was left of the archive that it came in."""

    folder: Folder
    remarks: list[Remark] = field(default_factory=list)


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a folder, a zip, or one text or notebook with what lies beside it.

    A zip is unpacked for as long as it is open. Raises `UnreadableError` for anything else.
    """
    if not path.exists():
        raise UnreadableError(f"There is no folder, zip or file {path}.")
    if path.is_dir():
        yield Opened(Folder(path))
    elif path.suffix.lower() == ".zip":
        with _place_to_unpack() as place:
            yield opened_zip(path, place)
    elif path.name.lower().endswith((*SUFFIXES, *EXPORT_SUFFIXES)) and path.is_file():
        yield Opened(Folder(path.parent, only=path.name))
    else:
        what = "neither a folder, nor a zip, nor a file of Markdown, a notebook or an export"
        raise UnreadableError(what)


def opened_zip(archive: Path, place: Path) -> Opened:
    """Unpack a zip below an existing folder; raises `UnreadableError`.

    Its one folder at the top, or else the zip's own name, is what the archive is called.
    """
    top = place / archive_name(archive)
    top.mkdir()
    remarks = unpack(archive, top)
    return Opened(Folder(only_folder_in(top)), remarks)


def archive_name(archive: Path) -> str:
    """Return a zip's name without its ending, as a folder can have it: not `..`."""
    return archive.stem.strip(" .") or "archive"


def only_folder_in(folder: Path) -> Path:
    """Return the folder that is all that lies in a folder; else the folder itself."""
    children = list(folder.iterdir())
    return children[0] if len(children) == 1 and children[0].is_dir() else folder


@contextmanager
def _place_to_unpack() -> Iterator[Path]:
    root = unpacking_root()
    for old in root.glob(f"{PREFIX}*"):
        if time.time() - old.stat().st_mtime > SWEPT_AFTER_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=root, prefix=PREFIX) as place:
        yield Path(place)
