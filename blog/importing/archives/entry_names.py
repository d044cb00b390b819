"""Reads the names in a zip as paths below a folder, whatever wrote them."""

import re
import stat
from zipfile import ZipInfo

from blog.importing.folder import MAX_PATH

_IS_UTF8 = 0x800
_IS_ENCRYPTED = 0x1
MAX_PART_BYTES = 255
ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")


class RefusedEntryError(Exception):
    """A file in an archive that is not unpacked; its message says why."""


def path_of(info: ZipInfo) -> str:
    """Return where an entry belongs, as a relative path; raises `RefusedEntryError`."""
    return clean_path(decoded_name(info))


def clean_path(name: str) -> str:
    """Return a foreign path as one below a folder; raises `RefusedEntryError`."""
    name = name.replace("\\", "/")
    if name.startswith("/") or re.match(r"[a-zA-Z]:/", name):
        raise RefusedEntryError("absolute path in the archive")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise RefusedEntryError("path that leads out of the archive")
    if not parts or "\0" in name:
        raise RefusedEntryError("file without a usable name")
    try:
        longest = max(len(part.encode()) for part in parts)
    except UnicodeEncodeError as error:
        raise RefusedEntryError("file name is not UTF-8") from error
    if len(name) > MAX_PATH or longest > MAX_PART_BYTES:
        raise RefusedEntryError("file name too long")
    return "/".join(parts)


def decoded_name(info: ZipInfo) -> str:
    """Return an entry's name; many tools write UTF-8 and don't say so, which zipfile misreads."""
    name = info.orig_filename
    if info.flag_bits & _IS_UTF8:
        return name
    try:
        return name.encode("cp437").decode()
    except UnicodeError:
        return name


def check_kind(info: ZipInfo, path: str) -> None:
    """Raise `RefusedEntryError` for what is no plain file that anyone may read."""
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise RefusedEntryError("link or device in the archive")
    if info.flag_bits & _IS_ENCRYPTED:
        raise RefusedEntryError("encrypted file")
    if path.lower().endswith(ARCHIVES):
        raise RefusedEntryError("archive within the archive, not opened")
