"""Writes a blog's posts, and the pictures and documents they show, into a folder."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext

from blog.exporting.folder import ExportFolder, open_folder
from blog.exporting.heads import Heads
from blog.exporting.media import Media
from blog.exporting.names import FileNames, post_file_name
from blog.exporting.post_text import exported_posts, page_address, post_text
from blog.exporting.sources import BIBLIOGRAPHY, sources_text
from blog.exporting.topics import topics_file
from blog.models import BlogIndexPage, BlogPostPage
from blog.models.querysets import PostQuerySet


@dataclass
class ExportReport:
    """What an export wrote, and what of the blog its files do not hold, a line each."""

    posts: int = 0
    media: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    remarks: list[str] = field(default_factory=list)


def export_blog(index: BlogIndexPage, root: Path, *, system: str = "plain") -> ExportReport:
    """Make a folder hold a blog as it is now, a Markdown file a post, and nothing it no longer has.

    Drafts are in it, too, and marked; of a live post it is what readers see. `system` is one of
    `front_matter.SYSTEMS`. Raises `ForeignFileError` for a file in the way that no export wrote,
    and OSError where the folder can't be written: what was there before is still there, whole.
    """
    with open_folder(root) as folder:
        return _Export(index, system).write(folder)


class _Export:
    def __init__(self, index: BlogIndexPage, system: str) -> None:
        self._index, self._system = index, system
        self._media = Media()
        self._report = ExportReport()
        names = FileNames()
        keys = self._posts().order_by("slug").values_list("pk", "slug")
        self._paths = {pk: names.give(post_file_name(slug), key=slug) for pk, slug in keys}
        self._heads = Heads(index)

    def write(self, folder: ExportFolder) -> ExportReport:
        folder.claim(self._paths.values())
        for path, text in self._texts():
            folder.write(path, [text.encode()])
        for path, text in self._files_beside():
            folder.claim([path])
            folder.write(path, [text.encode()])
        # Which these are is known by now.
        folder.claim(self._media)
        for path in self._media:
            self._write_media(folder, path)
        folder.finish()
        report = self._report
        report.posts, report.media = len(self._paths), len(list(self._media))
        report.written, report.unchanged = folder.written, folder.unchanged
        report.removed = folder.removed
        return report

    def _posts(self) -> PostQuerySet:
        return exported_posts(self._index)

    def _texts(self) -> Iterator[tuple[str, str]]:
        posts = self._posts().select_related("series", "cover").with_bylines().order_by("slug")
        for post in posts.iterator(chunk_size=100):
            if post.pk in self._paths:  # else it came since
                yield self._paths[post.pk], self._text(post)

    def _files_beside(self) -> Iterator[tuple[str, str]]:
        """Yield what the posts have in common, once all of them were read."""
        yield from topics_file(self._posts(), self._media)
        if text := sources_text(self._heads.cited):
            yield BIBLIOGRAPHY, text

    def _text(self, post: BlogPostPage) -> str:
        if post.live and post.has_unpublished_changes:
            self._note(post, gettext("unpublished changes are not in the file"))
        if post.changes:
            self._note(post, gettext("change notes are not in the file"))
        fields = self._heads.fields(post, self._media.path_of)
        return post_text(
            post, fields, lambda kind, pk: self._address(post, kind, pk), system=self._system
        )

    def _address(self, post: BlogPostPage, kind: str, pk: int) -> str | None:
        if kind == "page":
            address = self._paths.get(pk) or page_address(pk)
        else:
            address = self._media.path_of(kind, pk)
        if not address:
            self._note(post, gettext("links to what is gone: %(name)s") % {"name": f"{kind} {pk}"})
        return address

    def _write_media(self, folder: ExportFolder, path: str) -> None:
        try:
            chunks = self._media.chunks(path)
            first = next(chunks, b"")
        except OSError as error:
            self._report.remarks.append(f"{path}: {error.strerror or error}")
            return
        folder.write(path, (chunk for chunk in (first, *chunks)))

    def _note(self, post: BlogPostPage, what: str) -> None:
        self._report.remarks.append(f"{self._paths[post.pk]}: {what}")
