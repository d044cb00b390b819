"""What follows when a site, a post, or a name that posts share is saved."""

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Site
from wagtail.signals import page_published

from blog.editorial.naming import TAXONOMY
from blog.editorial.reindex import reindex_after_save
from blog.models import BlogPostPage, SiteIdentity
from blog.tasks import make_renditions


@receiver(page_published, sender=BlogPostPage)
def enqueue_renditions(instance: BlogPostPage, **kwargs: object) -> None:
    transaction.on_commit(lambda: make_renditions.enqueue(instance.pk))


@receiver(post_save, sender=Site)
def make_identity(instance: Site, raw: bool, **kwargs: object) -> None:
    """Give each site its identity, which a reader's first request would otherwise write."""
    if not raw:
        SiteIdentity.objects.get_or_create(site=instance)


for model in TAXONOMY:
    post_save.connect(reindex_after_save, sender=model)
