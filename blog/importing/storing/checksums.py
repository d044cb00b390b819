"""Tells by a checksum whether a file's text, or a picture or document that it names, changed."""

import hashlib
import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings

# Half of a SHA-256 in hexadecimal digits; a checksum is of the text, then of its pictures.
HALF = 32
# No text names more than so many pictures that are looked at, nor one of them by a longer address.
MAX_NAMES, MAX_ADDRESS = 1_000, 300
# Of pictures that have the name, where the address fits none of them.
MAX_NAMESAKES = 20

_PICTURES = ("avif", "bmp", "gif", "heic", "jpe?g", "png", "svg", "tiff?", "webp")
# A text is not another one because one that it links to changed.
_DOCUMENTS = sorted({*settings.WAGTAILDOCS_EXTENSIONS} - {"md", "ipynb"})
_MEDIA = rf"\.(?:{'|'.join([*_PICTURES, *_DOCUMENTS])})"
_ENDING = re.compile(rf"{_MEDIA}\b", re.IGNORECASE)
_IS_MEDIA = re.compile(rf".+{_MEDIA}", re.IGNORECASE | re.DOTALL)
_BEFORE_NAME = re.compile(r"[\s\"'<>()\[\]{}|=,;]")


def text_part(checksum: str) -> str:
    """Return the part of a checksum that tells of the text alone."""
    return checksum[:HALF]


class Checksums:
    """Hashes the files of one folder, each of its pictures once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: dict[str, str] = {}

    def of(self, path: str, data: bytes) -> str:
        """Return 64 hexadecimal digits that change with a file's bytes, or its pictures'."""
        text = hashlib.sha256(data).hexdigest()
        pictures = sorted(set(self._named_in(data.decode(errors="replace"), path)))
        if not pictures:
            return text
        hashes = "".join(self._hash_of(each) for each in pictures)
        return text[:HALF] + hashlib.sha256(hashes.encode()).hexdigest()[:HALF]

    def paths_by_hash(self) -> dict[str, str]:
        """Return the pictures and documents that were looked at, by the SHA-1 of what they hold."""
        return {known: path for path, known in sorted(self._known.items(), reverse=True)}

    def _named_in(self, text: str, path: str) -> Iterator[str]:
        """Yield the media that a text names in any markup: only their files' names count."""
        for match, _number in zip(_ENDING.finditer(text), range(MAX_NAMES), strict=False):
            start = max(0, match.start() - MAX_ADDRESS)
            address = unquote(_BEFORE_NAME.split(text[start : match.end()])[-1]).replace("\\", "/")
            yield from _nearest(address, self._by_name.get(_name_of(address), []), path)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        names = defaultdict(list)
        for path in self._walk():
            names[_name_of(path)].append(path)
        return names

    def _walk(self) -> Iterator[str]:
        for parent, folders, files in os.walk(self.root):
            folders[:] = [each for each in folders if each not in (".git", "node_modules")]
            for name in filter(_IS_MEDIA.fullmatch, files):
                yield (Path(parent) / name).relative_to(self.root).as_posix()

    def _hash_of(self, path: str) -> str:
        if path not in self._known:
            self._known[path] = self._read_hash(self.root / path)
        return self._known[path]

    def _read_hash(self, file: Path) -> str:
        try:
            file = file.resolve()
            if not file.is_relative_to(self.root) or not file.is_file():
                return "outside"
            size = file.stat().st_size
            if size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:  # it is not taken either
                return str(size)
            return hashlib.sha1(file.read_bytes(), usedforsecurity=False).hexdigest()
        except (OSError, RuntimeError):
            return "unreadable"


def _name_of(address: str) -> str:
    """Return what an address and its file's path end in alike; a name with spaces its last word."""
    return _BEFORE_NAME.split(posixpath.basename(address))[-1].casefold()


def _nearest(address: str, paths: list[str], beside: str) -> list[str]:
    """Return the picture that an address means, as far as its path says."""
    exact = posixpath.normpath(posixpath.join(posixpath.dirname(beside), address))
    if exact in paths:
        return [exact]
    tail = address.lstrip("./@")
    # Before a name with spaces, of which the address is the last word, stands one of these too.
    ends = [
        path for path in paths if path.endswith(tail) and _begins_at(path, len(path) - len(tail))
    ]
    return (ends or paths)[:MAX_NAMESAKES]


def _begins_at(path: str, place: int) -> bool:
    return place == 0 or path[place - 1] == "/" or bool(_BEFORE_NAME.match(path[place - 1]))
