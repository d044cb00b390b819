"""Models the addresses of other sites that public pages link to, and how these answered."""

from hashlib import sha256
from typing import Self

from django.db import models
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from blog.html.addresses import host_name
from blog.models.querysets import EditableRowsQuerySet
from search.public.visibility import originals, public_pages


class LinkState(models.TextChoices):
    """What is known of an address; UNTOLD is what programs are turned away by."""

    WAITING = "", _("Not asked yet")
    FINE = "fine", _("Answers")
    GONE = "gone", _("Not there any more")
    FAILING = "failing", _("No proper answer")
    CERTIFICATE = "certificate", _("Certificate not valid")
    UNTOLD = "untold", _("Turns programs away")
    CLOSED = "closed", _("Not asked: not public, or an unusual port")


BROKEN = (LinkState.GONE, LinkState.FAILING, LinkState.CERTIFICATE)


class OutboundLinkQuerySet(models.QuerySet):
    """Addresses, narrowed to what is to be asked."""

    def due(self) -> Self:
        """Those whose time has come and that a reader finds in a public page right now."""
        # Not by Exists: which pages are public is then found out once; measured: 57 s → 0.3 s.
        uses = LinkUse.objects.public().values("link")
        return self.filter(pk__in=uses, due_at__lte=timezone.now())

    def one_a_host(self) -> Self:
        """The one of each host that waits longest, the longest first."""
        place = Window(RowNumber(), partition_by=F("host"), order_by=[F("due_at"), F("pk")])
        return self.annotate(place=place).filter(place=1).order_by("due_at", "pk")


class OutboundLink(models.Model):
    """An address without its fragment, asked once for all pages that link to it.

    `answer` is the status, or why there is none. An address is confirmed to be broken once it was
    found so twice, some days apart.
    """

    url = models.TextField()
    url_hash = models.CharField(max_length=64, unique=True)
    host = models.TextField()
    state = models.CharField(max_length=12, choices=LinkState.choices, blank=True)
    answer = models.TextField(blank=True)
    asked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    failing_since = models.DateTimeField(null=True)
    is_confirmed = models.BooleanField(default=False)

    objects = OutboundLinkQuerySet.as_manager()

    # Made of pages and no use of anything by itself.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("outbound link")
        verbose_name_plural = _("outbound links")

    def __str__(self):
        return self.url

    @classmethod
    def to(cls, url: str) -> Self:
        """Return the row of an address, not saved."""
        return cls(url=url, url_hash=sha256(url.encode()).hexdigest(), host=host_name(url))


class LinkUseQuerySet(EditableRowsQuerySet):
    """Uses of addresses, narrowed to what is asked and to what a report shows."""

    def public(self) -> Self:
        """Those in pages that readers see right now; aliases repeat what their source says."""
        pages = originals(public_pages(Page.objects.all()))
        return self.filter(page__in=pages.order_by().values("pk"))

    def reported(self) -> Self:
        """Those of confirmed broken addresses, and of those of which nothing can be told."""
        untold = models.Q(link__state__in=(LinkState.UNTOLD, LinkState.CLOSED))
        return self.filter(untold | models.Q(link__is_confirmed=True))


class LinkUse(models.Model):
    """That a page links to an address."""

    page = models.ForeignKey(
        "wagtailcore.Page", related_name="outbound_links", on_delete=models.CASCADE
    )
    link = models.ForeignKey(OutboundLink, related_name="uses", on_delete=models.CASCADE)

    objects = LinkUseQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(fields=["page", "link"], name="link_use_once_a_page")
        ]

    def __str__(self):
        return f"{self.page_id}: {self.link_id}"
