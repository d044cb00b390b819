"""Defines the home page and plain pages, and what the site keeps about its people."""

from operator import attrgetter

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, Site
from wagtail.search import index

from blog.archive.teasers import fetch_teasers
from blog.editor.panels import BodyPanel, SecretsPanel
from blog.models import BlogIndexPage, BlogPostPage, BodyPage
from blog.models.introduction import IntroductionMixin
from home.sections.overview import find_overview
from home.sections.routing import LeadingToBlogsMixin
from search.public.restrictions import GuardedMixin
from search.public.visibility import public_pages

FEATURED_TEASERS = 1
LATEST_TEASERS = 8


class HomePage(LeadingToBlogsMixin, GuardedMixin, IntroductionMixin, Page):
    """The front of a site: an introduction, the featured post and the latest ones."""

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    class Meta:
        verbose_name = _("home page")

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["blog.BlogIndexPage", "blog.PostTemplatesPage", "home.StandardPage"]

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        posts = (
            BlogPostPage.objects.inside(self)
            .public()
            .originals()
            .newest_first()
            .defer_streamfields()
        )
        featured = list(posts.filter(is_featured=True)[:FEATURED_TEASERS])
        latest = list(posts.exclude(pk__in=[post.pk for post in featured])[:LATEST_TEASERS])
        fetch_teasers([*featured, *latest])
        # By path, a database would look through all pages to find the blogs.
        blogs = public_pages(BlogIndexPage.objects.descendant_of(self)).order_by("pk")
        blogs = sorted(blogs, key=attrgetter("path"))
        context |= {"featured_posts": featured, "latest_posts": latest, "blogs": blogs}
        context["overview"] = find_overview(self, Site.find_for_request(request))
        return context


class StandardPage(LeadingToBlogsMixin, BodyPage):
    """A page of its own, such as About; it may have pages below it."""

    class Meta:
        verbose_name = _("standard page")

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage", "blog.BlogIndexPage"]

    content_panels = [
        SecretsPanel(),
        *Page.content_panels,
        BodyPanel("body"),
    ]

    search_fields = [*Page.search_fields, index.SearchField("body")]


class SetupStep(models.Model):
    """A one-time set-up that has run on this site; what an admin changed since then stays."""

    name = models.CharField(max_length=150, unique=True)

    def __str__(self):
        return self.name


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        """Return those that were neither accepted nor revoked, expired ones too."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self):
        """Return those whose link leads to an account."""
        return self.pending().filter(expires_at__gt=timezone.now())


class Invitation(models.Model):
    """An address that may make an account with a role, by a link that is in the mail alone."""

    email = models.EmailField(_("email"))
    # The same for each spelling of the address.
    mailbox = models.CharField(max_length=320, editable=False)
    role = models.ForeignKey(Group, verbose_name=_("role"), on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        related_name="sent_invitations",
        null=True,
        on_delete=models.SET_NULL,
    )
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        related_name="invitation",
        null=True,
        on_delete=models.SET_NULL,
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="one_pending_invitation_a_mailbox",
            )
        ]

    def __str__(self):
        return self.email

    @property
    def is_pending(self):
        return self.accepted_at is None and self.revoked_at is None

    @property
    def state(self):
        """What became of it, in a word."""
        if self.accepted_at:
            return _("Accepted")
        if self.revoked_at:
            return _("Revoked")
        return _("Expired") if self.expires_at <= timezone.now() else _("Waiting")


class TokenExpiry(models.Model):
    """When a token of Wagtail's API ends, which Wagtail's own row does not say."""

    token = models.OneToOneField(
        "wagtailcore.APIToken", on_delete=models.CASCADE, related_name="expiry", primary_key=True
    )
    expires_at = models.DateTimeField(_("expires"))

    def __str__(self):
        return f"{self.token}: {self.expires_at:%Y-%m-%d}"


class FactorRequirement(models.Model):
    """A group whose members have to have a second factor when their term is over."""

    group = models.OneToOneField(
        "auth.Group",
        on_delete=models.CASCADE,
        verbose_name=_("role"),
        # Whoever can't enter the admin could never set a second factor up.
        limit_choices_to={"permissions__codename": "access_admin"},
    )
    days = models.PositiveSmallIntegerField(
        _("term"),
        default=14,
        validators=[MaxValueValidator(365)],
        help_text=_(
            "Days to set a second factor up, from today or from the day an account is made. Who"
            " takes on the role later has to do so at once. Superusers have the shortest term."
        ),
    )
    since = models.DateTimeField(auto_now_add=True)

    panels = [FieldPanel("group"), FieldPanel("days")]

    class Meta:
        verbose_name = _("required second factor")
        verbose_name_plural = _("required second factors")
        ordering = ["group__name"]

    def __str__(self):
        return self.group.name
