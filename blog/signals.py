"""What follows after a post is published: its renditions, made in the background."""

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_published

from blog.models import BlogPostPage
from blog.tasks import make_renditions


@receiver(page_published, sender=BlogPostPage)
def enqueue_renditions(instance: BlogPostPage, **kwargs: object) -> None:
    transaction.on_commit(lambda: make_renditions.enqueue(instance.pk))
