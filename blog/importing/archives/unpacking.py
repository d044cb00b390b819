"""Unpacks a zip into a folder: within bounds, and nowhere else."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from blog.importing.archives.directory import directory_size
from blog.importing.archives.entry_names import (
    RefusedEntryError,
    check_kind,
    decoded_name,
    path_of,
)
from blog.importing.entry import Remark, UnreadableError

# Room for ten years of a busy site with its photographs.
MAX_FILES = 50_000
MAX_DIRECTORY_BYTES = 16 * 1024 * 1024
MAX_BYTES = 2 * 1024 * 1024 * 1024
MAX_FILE_BYTES = 200 * 1024 * 1024
# Text is packed to a tenth, a log to a fiftieth; a bomb to a thousandth.
MAX_RATIO = 200
RATIO_COUNTS_FROM = 1024 * 1024
CHUNK = 64 * 1024
# Others may ask for gigabytes to unpack a byte.
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

_LEFT_BY_MACOS = "__MACOSX/"


@dataclass
class _Unpacking:
    to: Path
    remarks: list[Remark] = field(default_factory=list)
    written: int = 0


def unpack(archive: Path, to: Path) -> list[Remark]:
    """Unpack a zip into an empty folder, and remark on each file that is left in it.

    Raises `UnreadableError` for what is no zip, or one that would fill the disk; what was written
    before that lies in the folder.
    """
    work = _Unpacking(to)
    try:
        if directory_size(archive) > MAX_DIRECTORY_BYTES:
            raise UnreadableError("an archive of too many files")
        with zipfile.ZipFile(archive) as opened:
            for info in _files_of(opened):
                _unpack_one(opened, info, work)
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError) as error:
        raise UnreadableError(f"not a zip that can be read: {error}") from error
    except OSError as error:
        raise UnreadableError(f"can't be unpacked: {error.strerror or error}") from error
    return work.remarks


def _files_of(opened: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    if len(opened.filelist) > MAX_FILES:
        raise UnreadableError(f"an archive of more than {MAX_FILES:,} files")
    for info in opened.filelist:
        if not info.is_dir() and not info.orig_filename.startswith(_LEFT_BY_MACOS):
            yield info


def _unpack_one(opened: zipfile.ZipFile, info: zipfile.ZipInfo, work: _Unpacking) -> None:
    try:
        path = path_of(info)
        check_kind(info, path)
        if info.compress_type not in METHODS:
            raise RefusedEntryError("packed by a method that is not known")
        _write(opened, info, work, work.to / path)
    except RefusedEntryError as error:
        work.remarks.append(Remark(decoded_name(info), str(error)))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        (work.to / path).unlink(missing_ok=True)
        work.remarks.append(Remark(path, "damaged file in the archive"))


def _write(opened: zipfile.ZipFile, info: zipfile.ZipInfo, work: _Unpacking, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        output = target.open("xb")
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise RefusedEntryError("second file of the same name") from error
    size = 0
    with output, opened.open(info) as packed:
        while chunk := packed.read(CHUNK):
            size += len(chunk)
            work.written += len(chunk)
            _check_size(size, info, work, target)
            output.write(chunk)


def _check_size(size: int, info: zipfile.ZipInfo, work: _Unpacking, target: Path) -> None:
    """Stop at what was really unpacked: what the archive says of its sizes may be a lie."""
    if work.written > MAX_BYTES:
        raise UnreadableError("an archive that unpacks to more than 2 GB")
    is_bomb = size > RATIO_COUNTS_FROM and size > MAX_RATIO * max(1, info.compress_size)
    if is_bomb or size > MAX_FILE_BYTES:
        target.unlink()
        raise RefusedEntryError("file that unpacks to far more than it was packed to")
