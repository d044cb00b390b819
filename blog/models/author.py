"""Models authors, people or teams that sign posts, and their rows at the posts."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from blog.archive.routes import AUTHORS, topic_path
from blog.blocks.link import LinkBlock
from blog.blocks.stream_field import UnfrozenStreamField
from blog.citations.identifiers import ORCID_ADDRESS, orcid_of
from blog.editor.slugs import free_slug, name_slug
from search.database.columns import fitted


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
    post_rows = ("post_authors", "post")

    biography = models.TextField(_("biography"), max_length=1000, blank=True)

    orcid = models.CharField(
        "ORCID iD",
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text=_("Such as 0000-0002-1825-0097; it tells namesakes apart."),
    )
    links = UnfrozenStreamField([("link", LinkBlock())], verbose_name=_("links"), blank=True)

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
        FieldPanel("orcid"),
        FieldPanel("links"),
    ]

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    def __str__(self):
        return self.name

    def clean(self) -> None:
        """Keep an ORCID iD without its address; refuse one that its last sign does not fit."""
        super().clean()
        if self.orcid and not orcid_of(self.orcid):
            message = _("This is no ORCID iD: compare its digits.")
            raise ValidationError({"orcid": message})
        self.orcid = orcid_of(self.orcid)

    @classmethod
    def of(cls, user: AbstractBaseUser) -> "Author":
        """Return the user's own author, made when there is none.

        It has their full name, else their user name, of an e-mail address the part before the @.
        """
        if known := cls.objects.filter(user=user).first():
            return known
        name = user.get_full_name().strip() or user.get_username().partition("@")[0]
        name = fitted(name, cls._meta.get_field("name").max_length)
        length = cls._meta.get_field("slug").max_length
        slug = free_slug(name_slug(name), taken=cls.objects.all(), length=length)
        # Two first posts may be begun at once.
        return cls.objects.get_or_create(user=user, defaults={"name": name, "slug": slug})[0]

    @property
    def orcid_url(self) -> str:
        """The address of the author's record at ORCID; empty for none."""
        return f"{ORCID_ADDRESS}{self.orcid}" if orcid_of(self.orcid) else ""

    @property
    def post_list_path(self) -> str:
        """Where the author's posts are listed, below an index page."""
        return topic_path(AUTHORS, self.slug)


class PostAuthor(Orderable):
    """One author of one post, in the order they sign."""

    post = ParentalKey("blog.BlogPostPage", related_name="post_authors", on_delete=models.CASCADE)
    # Cascading, since modelcluster cannot read a revision whose protected row is gone; what
    # posts or revisions name is kept from deletion in blog.taxonomy.deletion.
    author = models.ForeignKey("blog.Author", related_name="post_authors", on_delete=models.CASCADE)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["post", "author"], name="one_author_once_a_post")
        ]

    panels = [FieldPanel("author")]
