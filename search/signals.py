"""Lists what follows what: FOLLOWING, at the end, names all receivers of the search.

Each keeps the index to what the public may see.
"""

from collections.abc import Callable, Collection

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import Signal
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search.public.restrictions import leaves_with_page
from search.public.visibility import trees_following
from search.upkeep.writing import index_keys, index_page, remove_pages, sync_tree


def index_published(instance: Page, **kwargs: object) -> None:
    index_page(instance)


def remove_unpublished(instance: Page, **kwargs: object) -> None:
    remove_pages([instance.pk])


def index_created(instance: Model, created: bool, raw: bool, **kwargs: object) -> None:
    """A page that a script puts live is never published."""
    if created and not raw and isinstance(instance, Page) and instance.live:
        index_page(instance)


def index_converted_alias(
    instance: Model, update_fields: Collection[str] | None, **kwargs: object
) -> None:
    """An alias that becomes a page of its own is found; Wagtail doesn't publish it for that."""
    if isinstance(instance, Page) and "alias_of_id" in (update_fields or ()):
        index_keys([instance.pk])


def sync_tree_of(instance: Page, **kwargs: object) -> None:
    """All below a page changes its address and its privacy with it."""
    for tree in trees_following(instance):
        sync_tree(tree)


def sync_restricted_tree(
    instance: PageViewRestriction, origin: object = None, **kwargs: object
) -> None:
    """A page made private or public is so with all below it."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page and not leaves_with_page(origin):
        sync_tree_of(instance=page)


def remove_deleted(instance: Model, **kwargs: object) -> None:
    """Before the cascade takes the entry, whose words are counted down."""
    if isinstance(instance, Page):
        remove_pages([instance.pk])


# The signal, the model that sends it (None for any), what follows; of one signal in this order.
FOLLOWING: list[tuple[Signal, type[Model] | None, Callable[..., None]]] = [
    (page_published, None, index_published),
    (page_unpublished, None, remove_unpublished),
    (page_slug_changed, None, sync_tree_of),
    (post_page_move, None, sync_tree_of),
    (post_save, None, index_created),
    (post_save, None, index_converted_alias),
    (post_save, PageViewRestriction, sync_restricted_tree),
    (post_delete, PageViewRestriction, sync_restricted_tree),
    (pre_delete, None, remove_deleted),
]

for signal, sender, follow in FOLLOWING:
    signal.connect(follow, sender=sender, dispatch_uid=f"{follow.__module__}.{follow.__name__}")
