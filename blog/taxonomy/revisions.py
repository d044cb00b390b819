"""Finds and changes the revisions of posts that name tags, authors or series."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Revision

from blog.models import BlogPostPage
from blog.taxonomy.naming import Naming

BATCH_SIZE = 100

Item = TypeVar("Item")


class NamingRevision(NamedTuple):
    """A revision, its post, whether it waits to be published, and the ids it names."""

    pk: int
    post_id: int
    is_scheduled: bool
    names: set[int]


def revisions_naming(naming: Naming, pks: Collection[int]) -> Iterator[NamingRevision]:
    """Find every revision that names one of the rows, of live, draft and scheduled posts.

    Reads them all, but of each only the part that names; the databases have no common way to
    search inside a JSON list.
    """
    rows = post_revisions().values_list(
        "pk", "object_id", "approved_go_live_at", f"content__{naming.part}"
    )
    for pk, post_id, go_live_at, value in rows.iterator():
        if names := naming.names(value).intersection(pks):
            yield NamingRevision(pk, int(post_id), go_live_at is not None, names)


def rename_in_revisions(naming: Naming, merged: Collection[int], survivor: int) -> int:
    """Put `survivor` in the place of the merged ids in every revision; return how many."""
    pks = [revision.pk for revision in revisions_naming(naming, merged)]
    for batch in batches(pks, BATCH_SIZE):
        revisions = list(Revision.objects.filter(pk__in=batch).only("content"))
        for revision in revisions:
            value = revision.content[naming.part]
            revision.content[naming.part] = naming.renamed(value, merged, survivor)
        Revision.objects.bulk_update(revisions, ["content"])
    return len(pks)


def post_revisions() -> QuerySet[Revision]:
    return Revision.objects.filter(content_type=ContentType.objects.get_for_model(BlogPostPage))


def batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Cut a sequence into pieces of at most `size` items."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
