"""Authors: people or teams that posts are signed by."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from blog.blocks.link import LinkBlock


class Author(index.Indexed, models.Model):
    """A person or a team; a link to a user lets that user edit the posts they sign."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        related_name="author",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("This user may edit the posts that name this author."),
    )
    is_team = models.BooleanField(
        _("team"),
        default=False,
        help_text=_("A team or an organisation; references then never part the name."),
    )
    portrait = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("portrait"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    biography = models.TextField(_("biography"), max_length=1000, blank=True)

    links = StreamField([("link", LinkBlock())], verbose_name=_("links"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("is_team"),
        FieldPanel("user"),
        FieldPanel("portrait"),
        FieldPanel("biography"),
        FieldPanel("links"),
    ]

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    def __str__(self):
        return self.name

    @property
    def listing_path(self) -> str:
        """Where the author's posts are listed, below an index page."""
        return f"authors/{self.slug}/"
