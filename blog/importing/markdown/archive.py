"""Holds what is known of a folder's archive as a whole, and finds its posts by old addresses."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache, cached_property
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from blog.importing.entry import UnreadableError
from blog.importing.fields.addresses import is_same_site, urlsplit_or_none
from blog.importing.fields.generated_addresses import Generator, find_generator
from blog.importing.fields.git_dates import dates_of_first_commits
from blog.importing.fields.site_settings import (
    hugo_values,
    is_shown_by_jekyll,
    jekyll_values,
)
from blog.importing.fields.values import normal_key
from blog.importing.folder import Folder, is_notebook
from blog.importing.markdown.front_matter import Head, read_head
from blog.importing.markdown.front_matter_keys import KNOWN, TITLE, Fields, read_fields
from blog.importing.markdown.identity import Identity, Setting, identity_of
from blog.importing.notebooks.head import head_of
from blog.importing.notebooks.loading import load_notebook
from blog.importing.placeholders import without_placeholders

# A file of many blocks within the renderer's limit must not take minutes either.
MAX_OPEN_BRACKETS = 40_000
# What settings may say of many files at once; `params` may hold more of it.
INHERITED = {*KNOWN, "params"} - {*TITLE}


class Archive:
    """A folder's files as the posts of one site.

    `dialect` is what its texts are written for. `was` is the address that the site had: the
    archive's own links to it become internal ones. With `has_git_dates`, a file without a date has
    that of its first commit.
    """

    def __init__(
        self, folder: Folder, *, dialect: str = "", was: str = "", has_git_dates: bool = False
    ) -> None:
        self.folder = folder
        self.dialect = dialect
        self.old_site = urlsplit(was if "//" in was else f"//{was}").netloc
        self.has_git_dates = has_git_dates
        folder.find_by_address, folder.own_address = self.path_at, self.own_address
        folder.addresses_of = self.addresses_of

    def read(self, path: str) -> tuple[Head, Fields, Identity]:
        """Read a file's head, and who it is; raises `UnreadableError`."""
        head = self._head(path)
        metadata = self._inherited(path) | head.metadata
        fields = read_fields(metadata, is_spaced=self.generator.name == "jekyll")
        setting = Setting(
            self.folder.root.name, self.generator, self.old_site, self._git_dates.get(path)
        )
        return head, fields, identity_of(path, fields, setting)

    def _head(self, path: str) -> Head:
        if is_notebook(path):
            return self._head_of_notebook(path)
        return read_head(decoded(self.folder.read(path)))

    @cache  # noqa: B019  (an archive lives as long as its import)
    def _head_of_notebook(self, path: str) -> Head:
        return head_of(load_notebook(self.folder.read(path)))

    def _inherited(self, path: str) -> dict[Any, Any]:
        """Return the front matter that a file has from its site's settings."""
        if self.generator.name == "jekyll":
            own = self.generator.prefix + path
            found = jekyll_values(self.generator.settings, own)
            if not is_shown_by_jekyll(self.generator.settings, own):
                found["published"] = False
        elif self.generator.name == "hugo":
            found = hugo_values(self._cascades_above(path), self.generator.prefix + path)
        else:
            return {}
        return {name: value for name, value in found.items() if normal_key(name) in INHERITED}

    def _cascades_above(self, path: str) -> Iterator[Any]:
        """Yield what the lists of a file's folders hand down, from the outermost."""
        for folder in reversed(PurePosixPath(path).parents):
            yield self._cascade_of((folder / "_index.md").as_posix())

    @cache  # noqa: B019  (an archive lives as long as its import)
    def _cascade_of(self, path: str) -> Any:
        if path not in self.folder.left_out:
            return None
        try:
            return read_head(decoded(self.folder.read(path))).metadata.get("cascade")
        except UnreadableError:
            return None

    @cached_property
    def generator(self) -> Generator:
        """What made the site."""
        return find_generator(self.folder.root).of_dialect(self.dialect)

    @cached_property
    def _git_dates(self) -> dict[str, datetime]:
        return dates_of_first_commits(self.folder.root) if self.has_git_dates else {}

    def own_address(self, target: str) -> str | None:
        """Return a full address on the old site as one from its root; None for others."""
        parts = urlsplit_or_none(target) if self.old_site and "//" in target[:8] else None
        if parts is None or not is_same_site(parts.netloc, self.old_site):
            return None
        return parts._replace(scheme="", netloc="", path=parts.path or "/").geturl()

    def path_at(self, address: str) -> str | None:
        """Return the file whose page was at an address from the site's root; None for none."""
        return self._by_address.get(_for_comparison(address))

    def addresses_of(self, path: str) -> tuple[str, ...]:
        """Return the addresses of a file's page, its own the last."""
        return self._all_addresses.get(path, ())

    @cached_property
    def _by_address(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for path, addresses in self._all_addresses.items():
            for address in addresses:
                found.setdefault(_for_comparison(address), path)
        return found

    @cached_property
    def _all_addresses(self) -> dict[str, tuple[str, ...]]:
        return dict(self._addresses())

    def _addresses(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for path in self.folder.paths:
            try:
                _head, _fields, identity = self.read(path)
            except UnreadableError:
                continue
            if identity.addresses:
                yield path, identity.addresses


def decoded(data: bytes) -> str:
    """Return a file's text, its line ends made one kind; raises `UnreadableError`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("not UTF-8 text") from error
    if text.count("[") > MAX_OPEN_BRACKETS:
        raise UnreadableError("more than 40,000 opening brackets")
    return without_placeholders(text.replace("\r\n", "\n").replace("\r", "\n"))


def _for_comparison(address: str) -> str:
    path = unquote(address.partition("#")[0].partition("?")[0]).lower()
    return path.removesuffix("index.html").removesuffix(".html").strip("/")
