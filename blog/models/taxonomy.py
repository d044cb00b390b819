"""Tags: our own model, so that editors list, rename, merge and delete them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel


class Tag(TagBase):
    """A subject that posts share; its slug is its address."""

    free_tagging = True

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    panels = [FieldPanel("name"), FieldPanel("slug")]


class PostTag(ItemBase):
    """One tag on one post."""

    tag = models.ForeignKey(Tag, related_name="post_tags", on_delete=models.CASCADE)
    content_object = ParentalKey(
        "blog.BlogPostPage", related_name="post_tags", on_delete=models.CASCADE
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="one_tag_once_a_post")
        ]
