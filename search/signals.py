"""What changes the index: pages come, go, move and turn private."""

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search.index import index_page, remove_pages, sync_tree


@receiver(page_published)
def follow_publish(instance: Page, **kwargs: object) -> None:
    index_page(instance)


@receiver(page_unpublished)
def follow_unpublish(instance: Page, **kwargs: object) -> None:
    remove_pages([instance.pk])


@receiver(post_save)
def follow_creation(instance: Model, created: bool, raw: bool, **kwargs: object) -> None:
    """A page that a script puts live is never published."""
    if created and not raw and isinstance(instance, Page) and instance.live:
        index_page(instance)


@receiver([page_slug_changed, post_page_move])
def follow_tree(instance: Page, **kwargs: object) -> None:
    sync_tree(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def follow_restriction(instance: PageViewRestriction, **kwargs: object) -> None:
    if page := Page.objects.filter(pk=instance.page_id).first():
        sync_tree(page)


@receiver(pre_delete)
def follow_deletion(instance: Model, **kwargs: object) -> None:
    """Before the cascade takes the entry, whose words are counted down."""
    if isinstance(instance, Page):
        remove_pages([instance.pk])
