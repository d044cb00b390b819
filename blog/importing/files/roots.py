"""Finds the file that an address means in an archive, whose site had roots of its own."""

import os
import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote

# What generators copy to the root of the site that they build, the likeliest first. Hugo and
# Jekyll build into `public` and `_site`, where copies of the same files lie.
ROOTS = ("static", "assets", "public", "source", "content", "docs", "src", "_site")
SKIPPED = {".git", ".hg", ".svn", "__pycache__", "node_modules"}
MAX_FILES = 200_000
# A name that so many files have says nothing of which is meant.
MAX_NAMESAKES = 1_000


class FileIndex:
    """The names of all files below a folder, read once; it opens none and follows no link."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._left_out = False

    def find(self, address: str, *, beside: str) -> Iterator[str]:
        """Yield the paths that an address in the file `beside` may mean, the likeliest first.

        As it is written; below the page's own folder, as a built site reads it; from the
        archive's root; and wherever one file's path ends like the address does.
        """
        parts = _named_parts(address)
        namesakes = self._by_name.get(_key(parts[-1]), ()) if parts else ()
        if not namesakes:
            return
        for path in _plain_readings(address, beside=beside):
            yield from self._by_path.get(_key(path), ())
        if len(namesakes) > MAX_NAMESAKES:
            return
        # Without its first part, too, which may be the path that the whole site had, or `@site`.
        for ending in (parts, parts[1:]):
            if best := _best_match(namesakes, ending, beside=beside):
                yield best
                return

    @cached_property
    def is_whole(self) -> bool:
        """Tell whether all files are known: nothing was skipped, linked to, or beyond bounds."""
        return len(self._paths) < MAX_FILES and not self._left_out

    @cached_property
    def _by_path(self) -> dict[str, list[str]]:
        paths = defaultdict(list)
        for path in self._paths:
            paths[_key(path)].append(path)
        return paths

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        names = defaultdict(list)
        for path in self._paths:
            names[_key(posixpath.basename(path))].append(path)
        return names

    @cached_property
    def _paths(self) -> list[str]:
        paths: list[str] = []
        for parent, folders, names in os.walk(self._root):
            kept = [name for name in folders if name not in SKIPPED]
            links = [name for name in kept if (Path(parent) / name).is_symlink()]
            self._left_out = self._left_out or len(kept) < len(folders) or bool(links)
            folders[:] = sorted(kept)
            below = Path(parent).relative_to(self._root)
            paths += [(below / name).as_posix() for name in sorted(names)]
            if len(paths) > MAX_FILES:
                break
        return paths[:MAX_FILES]


def _plain_readings(address: str, *, beside: str) -> Iterator[str]:
    address = unquote(address).replace("\\", "/")
    if not address.startswith("/"):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(beside), address))
        yield posixpath.normpath(posixpath.join(posixpath.splitext(beside)[0], address))
    rooted = posixpath.normpath(address.lstrip("/"))
    yield rooted
    for root in ROOTS:
        yield f"{root}/{rooted}"


def _best_match(paths: list[str], parts: list[str], *, beside: str) -> str | None:
    """Return the path that ends with these parts; of several the likeliest, if there is one.

    A bare name has to be the only one, or nearer than all others.
    """
    ending = [_key(part) for part in parts]
    if not ending:
        return None
    found = [path for path in paths if _key(path).split("/")[-len(ending) :] == ending]
    ranked = sorted(found, key=lambda path: _rank(path, len(parts), beside=beside))
    if len(ranked) > 1:
        first, second = (_rank(path, len(parts), beside=beside) for path in ranked[:2])
        if first == second or (len(parts) == 1 and first[0] == second[0]):
            return None
    return ranked[0] if ranked else None


def _rank(path: str, length: int, *, beside: str) -> tuple[int, int, int]:
    """Return a path's place among those that end alike; the smallest is meant."""
    pairs = zip(path.split("/")[:-1], beside.split("/")[:-1], strict=False)
    near = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
    root, depth = _root_rank(path, length), path.count("/")
    return (-near, root, depth) if length == 1 else (root, depth, -near)


def _root_rank(path: str, length: int) -> int:
    """Return which root lies right above the last so many parts; past all roots for none."""
    above = path.split("/")[: -length or None]
    return ROOTS.index(above[-1]) if above and above[-1] in ROOTS else len(ROOTS)


def _named_parts(address: str) -> list[str]:
    parts = unquote(address).replace("\\", "/").split("/")
    return [part for part in parts if part not in ("", ".", "..")]


def _key(path: str) -> str:
    """Return what spellings of a path have in common: capitals, and how accents are put on."""
    return unicodedata.normalize("NFC", path).casefold()
