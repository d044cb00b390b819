"""Finds what a text names in its folder: posts by a path or a name, files to include."""

import os
import posixpath
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from blog.importing.folder import Folder, OutsideError

MAX_INCLUDED = 256 * 1024
# One long file, included a thousand times, would fill the memory.
MAX_INCLUDED_IN_ALL = 1024 * 1024
_INCLUDED = (".md", ".markdown", ".qmd", ".txt", ".html")


class Files:
    """All files of a folder by name, walked once."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    def named(self, name: str) -> str | None:
        """Return the path of the file that a name or the end of a path means.

        Of several it is the one nearest to the root, as Obsidian has it.
        """
        key = posixpath.normpath(name.strip().strip("/")).lower()
        found = [
            path
            for path in self._by_name.get(posixpath.basename(key), ())
            if f"/{path.lower()}".endswith(f"/{key}")
        ]
        return min(found, key=lambda path: (path.count("/"), path)) if found else None

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        names = defaultdict(list)
        for path in self._walk():
            names[posixpath.basename(path).lower()].append(path)
        return names

    def _walk(self) -> Iterator[str]:
        for parent, folders, names in os.walk(self.folder.root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside = Path(parent).relative_to(self.folder.root)
            yield from ((inside / name).as_posix() for name in names)


class Place:
    """A file of a folder, from where others are named."""

    def __init__(self, files: Files, path: str) -> None:
        self.files = files
        self.folder = files.folder
        self.path = path
        self._included = 0

    def address(self, target: str) -> str:
        """Return the address of what a reference names, which may be given from any folder."""
        path, sign, fragment = target.strip().partition("#")
        if path and not path.startswith("/") and not self._is_near(path):
            path = f"/{path}"
        return quote(path, safe="/.%~-_") + sign + fragment

    def _is_near(self, path: str) -> bool:
        return self.folder.linked(path, beside=self.path) is not None

    def note(self, name: str) -> str | None:
        """Return the path of a note by its name, with or without its ending."""
        return self.files.named(f"{name}.md") or self.files.named(name)

    def included(self, address: str) -> str | None:
        """Return the text of a file to include; None where it is missing, no text, or too long."""
        if not address.lower().endswith(_INCLUDED) or self._included > MAX_INCLUDED_IN_ALL:
            return None
        try:
            file = self.folder.file(address, beside=self.path)
            if file is None or file.stat().st_size > MAX_INCLUDED:
                return None
            text = file.read_text("utf-8-sig").replace("\r\n", "\n")
        except (OutsideError, OSError, UnicodeDecodeError):
            return None
        self._included += len(text)
        return text
