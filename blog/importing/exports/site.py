"""Knows the site that an export is of: which addresses are its posts, which its files."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from blog.importing.files.reading import PictureReader
from blog.importing.folder import Folder

# How WordPress and Ghost name the smaller sizes of a picture.
_SIZE_IN_NAME = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled)(?=\.\w{2,5}\Z)")
_SIZE_IN_PATH = re.compile(r"/size/w\d+(?:h\d+)?(?:/format/\w+)?(?=/)")
MAX_FILES = 200_000
# With so many parts of a path in common, a file is the one that is meant.
SURE_PARTS = 3


class Site:
    """The addresses of one old site. `base` is its own, as far as it is known."""

    def __init__(self, root: Path, base: str = "") -> None:
        self.root = root
        self.hosts: set[str] = set()
        self.add_base(base)
        self.paths: set[str] = set()
        self._posts: dict[str, str] = {}

    def add_base(self, base: str) -> None:
        """Take an address for one of the site's own."""
        if host := _host(split_address(base)):
            self.hosts.add(host)

    def add_post(self, path: str, addresses: Iterable[str]) -> None:
        """Let addresses, from the site's root, mean the source of this path."""
        self.paths.add(path)
        for address in addresses:
            self._posts.setdefault(_for_comparison(address), path)

    def post_at(self, address: str) -> str | None:
        """Return the source that an address of the site means; None for none."""
        parts = split_address(address)
        if parts is None or not self.is_own(parts):
            return None
        query = f"?{parts.query}" if parts.query else ""
        found = self._posts.get(_for_comparison(f"{parts.path}{query}"))
        return found or self._posts.get(_for_comparison(parts.path))

    def is_own(self, parts: SplitResult) -> bool:
        """Tell whether an address is the site's, or names no site."""
        return not parts.netloc or _host(parts) in self.hosts

    def file_at(self, address: str) -> str:
        """Return the path in the folder of the file that an address means, the largest size.

        Empty for none.
        """
        parts = split_address(address)
        if parts is None or not self.is_own(parts):
            return ""
        path = _SIZE_IN_PATH.sub("", unquote(parts.path))
        return self._file(_SIZE_IN_NAME.sub("", path)) or self._file(path)

    def _file(self, path: str) -> str:
        parts = [part for part in path.lower().split("/") if part not in ("", ".", "..")]
        ranked = sorted(
            ((_common_end(file.lower().split("/"), parts), file)
             for file in self._files.get(parts[-1] if parts else "", ())),
            reverse=True,
        )  # fmt: skip
        if not ranked:
            return ""
        (common, file), others = ranked[0], ranked[1:]
        is_sure = common >= min(SURE_PARTS, len(parts)) or not others
        return file if is_sure else ""

    @cached_property
    def _files(self) -> dict[str, list[str]]:
        """The files of the folder by their names, without their case."""
        found: dict[str, list[str]] = defaultdict(list)
        count = 0
        for parent, _folders, names in os.walk(self.root):
            for name in names:
                count += 1
                if count > MAX_FILES:
                    return found
                path = (Path(parent) / name).relative_to(self.root).as_posix()
                found[name.lower()].append(path)
        return found


class ExportFolder(Folder):
    """The folder of an export: links in its posts mean each other by the site's addresses."""

    def __init__(self, site: Site, *, pictures: PictureReader | None = None) -> None:
        super().__init__(site.root, pictures=pictures)
        self.site = site

    def linked(self, address: str, *, beside: str) -> str | None:
        """Return the source that an address, or its own path behind a slash, means."""
        if address.startswith("/") and address[1:] in self.site.paths:
            return address[1:]
        return self.site.post_at(address) if address.startswith("/") else None


def _common_end(one: list[str], two: list[str]) -> int:
    count = 0
    for left, right in zip(reversed(one), reversed(two), strict=False):
        if left != right:
            return count
        count += 1
    return count


def split_address(address: str) -> SplitResult | None:
    """Return a web address, or one without a scheme, in its parts; None for any other."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    return parts if parts.scheme in ("", "http", "https") else None


def _host(parts: SplitResult | None) -> str:
    try:
        return ((parts.hostname if parts else "") or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def _for_comparison(address: str) -> str:
    path, _mark, query = unquote(address).partition("?")
    path = path.partition("#")[0].lower().removesuffix("/amp/").strip("/")
    return f"{path}?{query}" if query else path
