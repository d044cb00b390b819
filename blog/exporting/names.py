"""Gives the files of an export names that every file system takes and keeps apart."""

import posixpath
import re
from hashlib import blake2b
from unicodedata import normalize

MAX_BYTES = 150
# Windows reserves these, with any extension.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])(?:\.|$)", re.IGNORECASE)
_REFUSED = re.compile(r'[\x00-\x1f<>:"/\\|?*\x7f]')


class FileNames:
    """The names within one folder, each given once, in whatever case or Unicode form."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, wanted: str, *, key: str) -> str:
        """Return a name like the one that is wanted; `key` tells two apart in the same way always.

        Names must be asked for in the same order each time.
        """
        name = safe_name(wanted)
        if _folded(name) in self._taken:
            stem, suffix = posixpath.splitext(name)
            name = f"{stem}-{blake2b(key.encode(), digest_size=4).hexdigest()}{suffix}"
        self._taken.add(_folded(name))
        return name


def post_file_name(slug: str) -> str:
    """Return the name of a post's file, which nobody takes for a paper or a part of the archive."""
    is_other = slug[:1] == "_" or slug[:1].isupper() or slug.lower() == "readme"
    return f"post-{slug}.md" if is_other else f"{slug}.md"


def safe_name(wanted: str) -> str:
    """Return a file's name without what a file system refuses, 150 bytes at most."""
    name = _REFUSED.sub("-", wanted).strip(" .") or "file"
    if _RESERVED.match(name):
        name = f"_{name}"
    stem, suffix = posixpath.splitext(name)
    room = max(1, MAX_BYTES - len(suffix.encode()))
    return stem.encode()[:room].decode(errors="ignore") + suffix


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()
