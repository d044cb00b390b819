"""Keeps, on the site, which file a post was last taken from or written to."""

from blog.importing.storing.records import earlier_imports
from blog.models import BlogIndexPage, BlogPostPage, ImportedFile

# The importer's name for this archive; a folder that is imported has its own name for one.
SOURCE = "manage.py sync"


def records_of(index: BlogIndexPage) -> dict[str, ImportedFile]:
    """Return what is known of a blog's files, by path; what a sync knows before all else."""
    rows = sorted(earlier_imports(index.pk), key=lambda row: row.source == SOURCE)
    return {row.path: row for row in rows}


def remember(index: BlogIndexPage, post: BlogPostPage, path: str, checksum: str) -> None:
    """Remember that a post, as it is now, is what a file of this checksum says.

    Without a checksum it is yet to be taken.
    """
    forget(index, path=path, post=post)
    ImportedFile.objects.create(
        index=index,
        source=SOURCE,
        path=path,
        post=post,
        checksum=checksum,
        revision_id=post.latest_revision_id,
        has_lost_links=False,
    )


def forget(index: BlogIndexPage, *, path: str, post: BlogPostPage | None = None) -> None:
    """Forget what is known of a path, and of a post at other paths."""
    rows = ImportedFile.objects.filter(index=index, source=SOURCE)
    rows.filter(path=path).delete()
    if post is not None:
        rows.filter(post=post).delete()
