"""Merges tags, authors or series: one stays, in every post and in every revision."""

from collections.abc import Collection, Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from wagtail.log_actions import log
from wagtail.models import Orderable, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from blog.models import Author, BlogPostPage
from blog.taxonomy.naming import NAMINGS, Naming
from blog.taxonomy.reindexing import enqueue_reindex
from blog.taxonomy.revisions import rename_in_revisions


@transaction.atomic
def merge(survivor: Model, others: Iterable[Model], *, user: AbstractBaseUser | None) -> int:
    """Let `survivor` take the place of `others` everywhere, and delete these.

    An author who signs as two of them is named once, in the first place. Returns how many
    rows were merged: those deleted meanwhile, and the survivor itself, are passed over.
    Raises DoesNotExist when the survivor is gone.
    """
    model = type(survivor)
    pks = {survivor.pk, *(other.pk for other in others)}
    # Locked in one order, so that two merges of the same rows wait for each other.
    locked = model.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    rows = {row.pk: row for row in locked}
    if survivor.pk not in rows:
        raise model.DoesNotExist
    survivor = rows.pop(survivor.pk)
    merged = list(rows.values())
    if merged:
        naming = NAMINGS[model]
        posts = rename_in_posts(naming, merged, survivor)
        rename_in_revisions(naming, set(rows), survivor.pk)
        delete_merged(merged, survivor)
        names = [str(row) for row in merged]
        log(instance=survivor, action="blog.merge", user=user, data={"names": names})
        enqueue_reindex(posts)
    return len(merged)


def rename_in_posts(naming: Naming, merged: Collection[Model], survivor: Model) -> set[int]:
    """Move the posts' rows, and Wagtail's references with them; return the posts' ids."""
    rows = naming.holder.objects.filter(**{f"{naming.field}__in": [survivor, *merged]})
    touched = set(rows.exclude(**{naming.field: survivor}).values_list(naming.post, flat=True))
    doubled = doubled_rows(naming, rows) if naming.relation else []
    # The index has no entries for a post's own rows, and would look for each of them.
    with disable_reference_index_auto_update():
        rows.filter(pk__in=doubled).delete()
    rows.update(**{naming.field: survivor})
    move_references(naming, merged, survivor, doubled)
    return touched


def doubled_rows(naming: Naming, rows: QuerySet) -> list[int]:
    """Return the ids of all rows but the first of each post, in the order the post names them."""
    order = ["sort_order", "pk"] if issubclass(naming.holder, Orderable) else ["pk"]
    seen, doubled = set(), []
    for pk, post in rows.order_by(*order).values_list("pk", naming.post):
        if post in seen:
            doubled.append(pk)
        seen.add(post)
    return doubled


def move_references(
    naming: Naming, merged: Collection[Model], survivor: Model, doubled: Collection[int]
) -> None:
    """Let Wagtail's reference index say the same as the rows."""
    references = ReferenceIndex.get_references_to_in_bulk([survivor, *merged]).filter(
        content_type=ContentType.objects.get_for_model(BlogPostPage)
    )
    paths = [f"{naming.relation}.{pk}.{naming.field}" for pk in doubled]
    references.filter(content_path__in=paths).delete()
    references.update(to_object_id=str(survivor.pk))


def delete_merged(merged: Collection[Model], survivor: Model) -> None:
    """Delete the merged rows; an author without a user takes over that of a merged one."""
    users = [row.user for row in merged if isinstance(row, Author) and row.user]
    type(survivor).objects.filter(pk__in=[row.pk for row in merged]).delete()
    if users and survivor.user is None:
        survivor.user = users[0]
        survivor.save(update_fields=["user"])
