"""Brings the search indexes up to date after a tag, an author or a series changed its name."""

from collections.abc import Collection

from django.db.models import Model
from django_tasks import task
from wagtail.search.backends import get_search_backends_with_name

from blog.follow_up.tasks import paint_cards
from blog.models import BlogPostPage
from blog.taxonomy.naming import NAMINGS
from blog.taxonomy.revisions import BATCH_SIZE, batches
from search.database.task_priorities import STALE
from search.index.topics import rename_topic
from search.upkeep.writing import index_keys


@task(backend="background", priority=STALE)
def reindex_posts(pks: list[int]) -> None:
    """Write the posts anew into every search index."""
    indexed = BlogPostPage.get_indexed_objects().prefetch_related("post_tags__tag")
    for batch in batches(pks, BATCH_SIZE):
        posts = list(indexed.filter(pk__in=batch))
        for _name, backend in get_search_backends_with_name(with_auto_update=True):
            backend.add_bulk(BlogPostPage, posts)
        index_keys(batch)


def enqueue_reindex(pks: Collection[int]) -> None:
    """Have posts written anew, and their cards; part of the running transaction."""
    if pks:
        reindex_posts.enqueue(sorted(pks))
        paint_cards.enqueue(sorted(pks))


def posts_naming(instance: Model) -> set[int]:
    """Return the ids of the posts whose rows name a tag, an author or a series."""
    naming = NAMINGS[type(instance)]
    rows = naming.holder.objects.filter(**{naming.field: instance})
    return set(rows.values_list(naming.post, flat=True))


def reindex_after_save(
    instance: Model, created: bool, update_fields: Collection[str] | None, **kwargs: object
) -> None:
    """Have the posts of a saved tag, author or series written anew; a `post_save` receiver.

    Readers see the new name at once where the search names it by itself.
    """
    if not created and (update_fields is None or "name" in update_fields):
        rename_topic(instance._meta.model_name, instance.slug, instance.name)
        enqueue_reindex(posts_naming(instance))
