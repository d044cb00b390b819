"""Reads a folder of files to import, and nothing outside of it."""

import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin

from blog.citations.formats.reading import Reading
from blog.importing.entry import UnreadableError
from blog.importing.fields.not_posts import why_no_post
from blog.importing.files.reading import PictureReader
from blog.importing.files.roots import FileIndex
from blog.importing.storing.checksums import Checksums
from blog.markdown.export_names import EXPORT_MANIFEST, SYNC_STATE

NOTEBOOK = ".ipynb"
SUFFIXES = (".md", ".markdown", ".mdx", ".mkd", ".mdown", ".qmd", ".rmd", NOTEBOOK)
MAX_BYTES = 2 * 1024 * 1024
# Three times as much is in memory while one is read.
MAX_NOTEBOOK_BYTES = 32 * 1024 * 1024
MAX_PATH = 500

_SUFFIX = re.compile(r"\.(md|markdown|mdx|mkd|mdown|qmd|rmd|ipynb|html?)$", re.IGNORECASE)
_ORDER = re.compile(r"^\d{1,3}[-_.]")
FOLDER_FILES = {"index", "_index", "readme"}


class OutsideError(Exception):
    """A path that leaves the imported folder."""


class Folder:
    """The imported folder, and what reads its pictures; nothing outside it is ever read.

    With `only`, that one file of it is a post, and the rest is what it may name.
    """

    def __init__(
        self, root: Path, *, only: str = "", pictures: PictureReader | None = None
    ) -> None:
        self.root = root.resolve()
        self.only = only
        self.pictures = pictures or PictureReader()
        self.takes_documents = True
        # What is read of files of sources, each once.
        self.libraries: dict[Path, Reading] = {}
        self._checksums = Checksums(self.root)
        self._index = FileIndex(self.root)
        # The file whose page was at an address from the old site's root, what a full address on
        # that site is from its root, and at which addresses a file's page was; `Archive` knows.
        self.find_by_address: Callable[[str], str | None] = lambda _address: None
        self.own_address: Callable[[str], str | None] = lambda _target: None
        self.addresses_of: Callable[[str], tuple[str, ...]] = lambda _path: ()

    @cached_property
    def paths(self) -> list[str]:
        """The Markdown files and notebooks in it that are posts, as sorted POSIX paths."""
        return [path for path in self._all_paths if path not in self.left_out]

    @cached_property
    def left_out(self) -> dict[str, str]:
        """The other Markdown files, and why each is none; hidden folders are not looked into."""
        if self.only:
            return {}
        is_ours = bool(self.own_sign)
        return {
            path: why for path in self._all_paths if (why := why_no_post(path, is_ours=is_ours))
        }

    @cached_property
    def own_sign(self) -> str:
        """What an export or `sync` of ours leaves in its folder; empty where neither wrote."""
        signs = (EXPORT_MANIFEST, SYNC_STATE)
        return next((name for name in signs if (self.root / name).exists()), "")

    @cached_property
    def _all_paths(self) -> list[str]:
        return [self.only] if self.only else sorted(self._walk())

    def _walk(self) -> Iterator[str]:
        for parent, folders, names in os.walk(self.root):
            folders[:] = [
                name for name in folders if not name.startswith(".") and name != "node_modules"
            ]
            for name in names:
                if name.lower().endswith(SUFFIXES):
                    yield (Path(parent) / name).relative_to(self.root).as_posix()

    def read(self, path: str) -> bytes:
        """Return a text's or notebook's bytes; raises `UnreadableError`."""
        if len(path) > MAX_PATH:
            raise UnreadableError("path over 500 characters")
        try:
            path.encode()
            file = self._resolved_inside(path)
            if not file.is_file():
                raise UnreadableError("not a file")
            most = MAX_NOTEBOOK_BYTES if is_notebook(path) else MAX_BYTES
            if file.stat().st_size > most:
                raise UnreadableError(f"file over {most // 1024**2} MB")
            return file.read_bytes()
        except OutsideError as error:
            raise UnreadableError("link to a file outside the folder") from error
        except UnicodeEncodeError as error:
            raise UnreadableError("file name is not UTF-8") from error
        except OSError as error:
            raise UnreadableError(f"cannot be read: {error.strerror}") from error

    def checksum(self, path: str) -> str:
        """Return a checksum of a file and the pictures it names, or a word for no file."""
        try:
            return self._checksums.of(path, self.read(path))
        except UnreadableError:
            return "unreadable"

    def checksum_of(self, path: str, data: bytes) -> str:
        """Return the checksum of a file that holds some bytes."""
        return self._checksums.of(path, data)

    def media_by_hash(self) -> dict[str, str]:
        """Return the paths of the media that texts name, by SHA-1; known by checksums alone."""
        return self._checksums.paths_by_hash()

    def file(self, address: str, *, beside: str) -> Path | None:
        """Return the file that an address in the file `beside` names, None when there is none.

        It is looked for where the roots of sites are, too. Raises `OutsideError`.
        """
        written = joined(address, beside=beside)
        is_outside = posixpath.normpath(written).startswith("..")
        paths = [] if self._index.is_whole else [written]
        for path in (*paths, *self._index.find(address, beside=beside)):
            try:
                file = self._resolved_inside(path)
                if file.is_file():
                    return file
            except OutsideError:
                is_outside = True
            except (OSError, ValueError):  # a name too long, a NUL
                continue
        if is_outside:
            raise OutsideError
        return None

    def _resolved_inside(self, path: str) -> Path:
        try:
            file = (self.root / path).resolve()
        except RuntimeError as error:  # a loop of links
            raise OutsideError from error
        if not file.is_relative_to(self.root):
            raise OutsideError
        return file

    def as_own(self, target: str, *, beside: str) -> str:
        """Return a full address on the old site from its root, if something here is meant by it."""
        address = self.own_address(target)
        if address is None:
            return target
        path = re.split(r"[?#]", address, maxsplit=1)[0]
        try:
            is_here = self.linked(path, beside=beside) or self.file(path, beside=beside)
        except OutsideError:
            return target
        return address if is_here else target

    def linked(self, address: str, *, beside: str) -> str | None:
        """Return the path of the Markdown file that a link in the file `beside` means.

        Tried as it is, then as site generators write it: without extension, without the
        numbers that order files, and, when absolute, below any folder if only one fits.
        """
        # Zola's way to name a file from the root of its texts.
        address = address.removeprefix("@") if address.startswith("@/") else address
        path = posixpath.normpath(joined(address, beside=beside))
        if path in self._known_paths:
            return path
        found = self._by_key.get(_lookup_key(path), ())
        if not found and address.startswith("/"):
            at_address = self.find_by_address(address)
            found = [at_address] if at_address else self._by_tail.get(_lookup_key(path), ())
        elif not found:
            found = self._from_its_page(address, beside)
        return found[0] if len(found) == 1 else None

    def _from_its_page(self, address: str, beside: str) -> list[str]:
        """Return the file at an address that is relative to the page's own, as browsers take it."""
        if not address or not self.addresses_of(beside):
            return []
        own = self.addresses_of(beside)[-1]
        found = self.find_by_address(urljoin(own, address))
        return [found] if found else []

    @cached_property
    def _known_paths(self) -> frozenset[str]:
        return frozenset(self.paths)

    @cached_property
    def _by_key(self) -> dict[str, list[str]]:
        keys = defaultdict(list)
        for path in self.paths:
            keys[_lookup_key(path)].append(path)
        return keys

    @cached_property
    def _by_tail(self) -> dict[str, list[str]]:
        tails = defaultdict(list)
        for key, paths in self._by_key.items():
            parts = key.split("/")
            for start in range(len(parts)):
                tails["/".join(parts[start:])] += paths
        return tails


def is_notebook(path: str) -> bool:
    """Tell whether a file is a notebook, by its name."""
    return path.lower().endswith(NOTEBOOK)


def joined(address: str, *, beside: str) -> str:
    """Return an address as a path relative to the folder; it may still lead out of it."""
    address = unquote(address).replace("\\", "/")
    if address.startswith("/"):
        return address.lstrip("/")
    return posixpath.join(posixpath.dirname(beside), address)


def _lookup_key(path: str) -> str:
    """Return what a path and the addresses that mean it have in common."""
    parts = [_ORDER.sub("", part) for part in _SUFFIX.sub("", path).lower().split("/")]
    if len(parts) > 1 and parts[-1] in FOLDER_FILES:
        parts.pop()
    return "/".join(parts)
