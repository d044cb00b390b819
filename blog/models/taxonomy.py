"""Models tags and series, so that editors list, rename, merge and delete them."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from blog.archive.routes import SERIES, TAGS, topic_path


class Tag(TagBase):
    """A subject that posts share; its slug is its address."""

    free_tagging = True
    post_rows = ("post_tags", "content_object")

    description = models.TextField(
        _("description"), max_length=500, blank=True, help_text=_("Stands on the tag's page.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    panels = [
        FieldPanel("name", help_text=_("As readers see it: “Machine learning”, not its slug.")),
        FieldPanel("slug"),
        FieldPanel("description"),
    ]

    @property
    def post_list_path(self) -> str:
        """Where the tag's posts are listed, below an index page."""
        return topic_path(TAGS, self.slug)

    def slugify(self, tag, i=None):
        # A name may be all signs, such as "++", and an empty slug has no address.
        slug = super().slugify(tag if slugify(tag, allow_unicode=True) else "tag")
        end = f"_{i}" if i is not None else ""
        # One letter may be eighteen in the form that slugs have.
        return slug[: self._meta.get_field("slug").max_length - len(end)] + end


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


class Series(index.Indexed, models.Model):
    """Posts that belong together in an order; each names its position."""

    post_rows = ("posts", "pk")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    description = models.TextField(
        _("description"), max_length=500, blank=True, help_text=_("Stands on the series' page.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    def __str__(self):
        return self.name

    @property
    def post_list_path(self) -> str:
        """Where the series' posts are listed, below an index page."""
        return topic_path(SERIES, self.slug)
