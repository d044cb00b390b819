"""Keeps, beside a folder's files, what file and post were when both were last equal.

It lies in the folder, a file a post, and belongs into version control with it: what a checkout
grew from is known by the checkout alone, and branches meet in it only where they meet in a text.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from blog.exporting.folder import is_inside
from blog.markdown.export_names import SYNC_STATE as FOLDER
from blog.models import BlogIndexPage
from blog.syncing.files import Files, ForeignFileError

_BLOG = f"{FOLDER}/blog.json"


@dataclass(frozen=True)
class SiteState:
    """What the site has of a post: hashes of what readers see and of its newest draft, its status.

    Of a post that is not live both are of the draft. A hash counts what a post says, not when it
    goes live.
    """

    live: str = ""
    newest: str = ""
    status: str = ""

    def says_as(self, known: "SiteState") -> bool:
        """Tell whether nothing was written since, but perhaps the known draft made public."""
        words = self.live, self.newest
        return words in ((known.live, known.newest), (known.newest, known.newest))


@dataclass(frozen=True)
class Shown:
    """The site's side of a conflict, as it lies in the folder: where, what of, and its hash."""

    path: str
    site: SiteState
    text: str


@dataclass(frozen=True)
class Base:
    """A file's path and checksum, and the site's state, when both were last equal.

    `file` is empty where they never were; `shown` is there as long as both sides were changed.
    """

    path: str
    file: str = ""
    site: SiteState = field(default_factory=SiteState)
    shown: Shown | None = None


class Bases:
    """The bases that a folder keeps, by their posts' keys."""

    def __init__(self, files: Files, index: BlogIndexPage) -> None:
        self._files = files
        self._check_blog(str(index.translation_key))
        self.by_key = dict(self._read())

    def keep(self, key: UUID, base: Base) -> None:
        """Remember what both sides are now."""
        text = json.dumps(asdict(base), ensure_ascii=False, indent=1) + "\n"
        self._files.write(_path(key), [text.encode()])
        self.by_key[key] = base

    def forget(self, key: UUID) -> None:
        """Remember nothing of a post that is on neither side any more."""
        self._files.remove(_path(key))
        self.by_key.pop(key, None)

    def _check_blog(self, key: str) -> None:
        """Refuse a folder that is of another blog: all of its posts would be missing."""
        known = self._load(_BLOG)
        if known is None:
            text = json.dumps({"blog": key}) + "\n"
            self._files.write(_BLOG, [text.encode()])
        elif not isinstance(known, dict) or known.get("blog") != key:
            raise ForeignFileError(_BLOG)

    def _read(self) -> Iterator[tuple[UUID, Base]]:
        for path in self._files.names_in(FOLDER, ".json"):
            if path == _BLOG:
                continue
            # Without its base a post is equal to its file, or in conflict with it.
            with suppress(TypeError, ValueError, KeyError):
                yield UUID(PurePosixPath(path).stem), _base(self._load(path))

    def _load(self, path: str) -> Any:
        data = self._files.bytes_of(path)
        try:
            return None if data is None else json.loads(data)
        except (ValueError, RecursionError):
            return {}


def _path(key: UUID) -> str:
    return f"{FOLDER}/{key}.json"


def _base(known: Any) -> Base:
    shown = known["shown"]
    paths = [known["path"], *([shown["path"]] if shown else [])]
    if not (all(map(is_inside, paths)) and isinstance(known["file"], str)):
        raise TypeError
    return Base(
        known["path"],
        known["file"],
        site=SiteState(**known["site"]),
        shown=Shown(shown["path"], SiteState(**shown["site"]), shown["text"]) if shown else None,
    )
