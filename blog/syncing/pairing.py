"""Finds which file is which post's."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from blog.editor.post_slugs import wished_slug
from blog.exporting.names import FileNames, post_file_name
from blog.importing.entry import UnreadableError
from blog.importing.markdown.archive import Archive
from blog.importing.storing.checksums import text_part
from blog.models import ImportedFile
from blog.syncing.bases import Base, Bases
from blog.syncing.files import UNREADABLE, Files, printable


@dataclass(frozen=True)
class PostKey:
    """A post as it is found: by its id, its key for the folder's bases, its slug and revision."""

    pk: int
    key: UUID
    slug: str
    revision_id: int | None


@dataclass(frozen=True)
class Pair:
    """A path, the checksum of its file, its post, and what is known of both.

    `file` is None where there is no file, `post` where there is no post.
    """

    path: str
    file: str | None
    post: PostKey | None = None
    key: UUID | None = None
    base: Base | None = None
    record: ImportedFile | None = None


class Pairing:
    """One look at all of a folder's files and all of a blog's posts."""

    def __init__(
        self,
        files: Files,
        bases: Bases,
        posts: list[PostKey],
        records: dict[str, ImportedFile],
        archive: Archive,
    ) -> None:
        self._files, self._bases, self._archive = files, bases, archive
        self._records = records
        self._left = {post.key: post for post in posts}
        self._by_path = {path: files.checksum(path) for path in files.posts}
        self._new = dict(self._by_path)

    def pairs(self) -> list[Pair]:
        """Return all files and posts, each once."""
        pairs = [*self._of_bases(), *self._of_new_files()]
        return [*pairs, *self._of_new_posts(taken=[pair.path for pair in pairs])]

    def _of_bases(self) -> Iterator[Pair]:
        gone = {}
        for key, base in self._bases.by_key.items():
            if base.path in self._new:
                yield self._based(key, base)
            else:
                gone[key] = base
        moved = dict(self._moved(gone))
        for key, base in gone.items():
            yield self._based(key, replace(base, path=moved.get(key, base.path)))

    def _based(self, key: UUID, base: Base) -> Pair:
        file = self._new.pop(base.path, None)
        post = self._left.pop(key, None)
        return Pair(base.path, file, post, key, base, self._record(base.path, post))

    def _record(self, path: str, post: PostKey | None) -> ImportedFile | None:
        """Return what the site knows of a path, if it is of this post, or of one that is gone."""
        record = self._records.get(path)
        return record if record and record.post_id in (None, post and post.pk) else None

    def _moved(self, gone: dict[UUID, Base]) -> Iterator[tuple[UUID, str]]:
        """Yield the new paths of files that were renamed: with the same text, or the same slug."""
        new = {path: known for path, known in self._new.items() if known != UNREADABLE}
        texts = Counter(map(text_part, new.values()))
        by_text = {text_part(known): path for path, known in new.items()}
        slugs = {slug: path for path in new if (slug := self._stated_slug(path))} if gone else {}
        taken: set[str] = set()
        for key, base in gone.items():
            text, post = text_part(base.file), self._left.get(key)
            path = by_text.get(text) if texts[text] == 1 else slugs.get(post.slug if post else "")
            if path and path not in taken:
                taken.add(path)
                yield key, path

    def _of_new_files(self) -> Iterator[Pair]:
        by_pk = {post.pk: post for post in self._left.values()}
        by_slug = {post.slug: post for post in self._left.values()}
        for path, known in self._new.items():
            record = self._records.get(path)
            post = by_pk.get(record.post_id) if record else None
            post = post or by_slug.get(self._slug(path))
            if post is not None and post.key in self._left:
                del self._left[post.key]
                yield Pair(path, known, post, post.key, None, self._record(path, post))
            else:
                yield Pair(path, known, record=self._record(path, None))

    def _of_new_posts(self, taken: list[str]) -> Iterator[Pair]:
        names = FileNames()
        at_top = (path for path in taken if "/" not in path)
        for name in sorted({*self._files.top_names(), *map(printable, at_top)}):
            names.give(name, key=name)
        for post in sorted(self._left.values(), key=lambda each: each.slug):
            path = names.give(post_file_name(post.slug), key=post.slug)
            yield Pair(path, None, post, post.key)

    def _slug(self, path: str) -> str:
        try:
            return wished_slug(self._archive.read(path)[2].slug)
        except UnreadableError:
            return ""

    def _stated_slug(self, path: str) -> str:
        try:
            return self._archive.read(path)[1].slug
        except UnreadableError:
            return ""
