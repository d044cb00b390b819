"""A folder of files to import: what it holds, and what a path inside it may name."""

import hashlib
import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from blog.exchange.entry import UnreadableError

SUFFIXES = (".md", ".markdown", ".mdx")
MAX_BYTES = 2 * 1024 * 1024
MAX_PATH = 500

_SUFFIX = re.compile(r"\.(md|markdown|mdx|html?)$", re.IGNORECASE)
_ORDER = re.compile(r"^\d{1,3}[-_.]")
FOLDER_FILES = {"index", "_index", "readme"}


class OutsideError(Exception):
    """A path that leaves the imported folder."""


class Folder:
    """The imported folder; nothing outside it is ever read."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    @cached_property
    def paths(self) -> list[str]:
        """The Markdown files in it, as sorted POSIX paths; hidden folders are left out."""
        return sorted(self._walk())

    def _walk(self) -> Iterator[str]:
        for parent, folders, names in os.walk(self.root):
            folders[:] = [
                name for name in folders if not name.startswith(".") and name != "node_modules"
            ]
            for name in names:
                if name.lower().endswith(SUFFIXES):
                    yield (Path(parent) / name).relative_to(self.root).as_posix()

    def read(self, path: str) -> bytes:
        """Return a Markdown file's bytes; raises `UnreadableError`."""
        if len(path) > MAX_PATH:
            raise UnreadableError("path over 500 characters")
        try:
            path.encode()
            file = self._inside(path)
            if not file.is_file():
                raise UnreadableError("not a file")
            if file.stat().st_size > MAX_BYTES:
                raise UnreadableError("file over 2 MB")
            return file.read_bytes()
        except OutsideError as error:
            raise UnreadableError("link to a file outside the folder") from error
        except UnicodeEncodeError as error:
            raise UnreadableError("file name is not UTF-8") from error
        except OSError as error:
            raise UnreadableError(f"cannot be read: {error.strerror}") from error

    def checksum(self, path: str) -> str:
        """Return the SHA-256 of a file, or a word for one that cannot be read."""
        try:
            return hashlib.sha256(self.read(path)).hexdigest()
        except UnreadableError:
            return "unreadable"

    def file(self, address: str, *, beside: str) -> Path | None:
        """Return the file that an address in the file `beside` names, None when there is none.

        An absolute address starts at the folder. Raises `OutsideError`.
        """
        try:
            file = self._inside(joined(address, beside=beside))
            return file if file.is_file() else None
        except (OSError, ValueError):  # a name too long, a NUL, a loop of links
            return None

    def _inside(self, path: str) -> Path:
        try:
            file = (self.root / path).resolve()
        except RuntimeError as error:  # a loop of links
            raise OutsideError from error
        if not file.is_relative_to(self.root):
            raise OutsideError
        return file

    def linked(self, address: str, *, beside: str) -> str | None:
        """Return the path of the Markdown file that a link in the file `beside` means.

        Tried as it is, then as site generators write it: without extension, without the
        numbers that order files, and, when absolute, below any folder if only one fits.
        """
        path = posixpath.normpath(joined(address, beside=beside))
        if path in self._known:
            return path
        found = self._by_key.get(_key(path), ())
        if not found and address.startswith("/"):
            found = self._by_tail.get(_key(path), ())
        return found[0] if len(found) == 1 else None

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.paths)

    @cached_property
    def _by_key(self) -> dict[str, list[str]]:
        keys = defaultdict(list)
        for path in self.paths:
            keys[_key(path)].append(path)
        return keys

    @cached_property
    def _by_tail(self) -> dict[str, list[str]]:
        tails = defaultdict(list)
        for key, paths in self._by_key.items():
            parts = key.split("/")
            for start in range(len(parts)):
                tails["/".join(parts[start:])] += paths
        return tails


def joined(address: str, *, beside: str) -> str:
    """Return an address as a path relative to the folder; it may still lead out of it."""
    address = unquote(address).replace("\\", "/")
    if address.startswith("/"):
        return address.lstrip("/")
    return posixpath.join(posixpath.dirname(beside), address)


def _key(path: str) -> str:
    """Return what a path and the addresses that mean it have in common."""
    parts = [_ORDER.sub("", part) for part in _SUFFIX.sub("", path).lower().split("/")]
    if len(parts) > 1 and parts[-1] in FOLDER_FILES:
        parts.pop()
    return "/".join(parts)
