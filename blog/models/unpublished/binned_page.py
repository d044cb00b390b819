"""Models what was deleted and can come back: a place outside every site, and a row of it."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from blog.editor.permissions import tree_of_sites

# Between deleting a page and its going for good.
DAYS = 30
# Of a page's path, and how many parts of an asked one are looked at.
MAX_ADDRESS, MAX_PARTS = 255, 20


class BinnedPageQuerySet(models.QuerySet):
    """Rows of the bin, narrowed."""

    def in_bin(self) -> Self:
        """Those whose page can still come back, without what comes and goes with another."""
        rows = self.filter(page__isnull=False, goes_with=None)
        # What a superuser or a command moved back to the sites by other ways.
        return rows.exclude(page__path__startswith=tree_of_sites().path)

    def held(self, row: "BinnedPage") -> "BinnedPage":
        """Return a row as it is by now, nobody else's until the transaction ends.

        Raises BinnedPage.DoesNotExist where its page came back or went meanwhile.
        """
        return self.in_bin().select_for_update(of=("self",)).get(pk=row.pk)

    def gone_at(self, site: Site, path: str) -> Self:
        """Those of whose page a path of a site was the address, or stood below it."""
        parts = [part for part in path.replace("\0", "").split("/") if part][:MAX_PARTS]
        above = [f"/{'/'.join(parts[:count])}/" for count in range(1, len(parts) + 1)]
        return self.filter(site=site, address__in=above)

    def overdue(self) -> Self:
        """Those whose time is over, the oldest first."""
        oldest = timezone.now() - timedelta(days=DAYS)
        return self.in_bin().filter(binned_at__lte=oldest).order_by("binned_at")


class BinnedPage(models.Model):
    """A page that was deleted, with all below it; without a page, an address that is gone.

    The page is moved below a node of its own, outside every site and under a view restriction:
    revisions, comments, redirects and all else that hangs on it stay. `goes_with` is the row of the
    page whose alias this one is, and which it comes back with. `kept` is what was taken off it, by
    `blog.bin.loose_ends`.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", related_name="binned", null=True, on_delete=models.SET_NULL
    )
    parent = models.ForeignKey(
        "wagtailcore.Page", related_name="+", null=True, on_delete=models.SET_NULL
    )
    goes_with = models.ForeignKey(
        "self", related_name="companions", null=True, on_delete=models.SET_NULL
    )
    # Of the page, where readers saw it or anything below it; else empty.
    site = models.ForeignKey(
        "wagtailcore.Site", related_name="+", null=True, on_delete=models.SET_NULL
    )
    address = models.CharField(_("address"), max_length=MAX_ADDRESS, blank=True)
    binned_at = models.DateTimeField(_("deleted"), default=timezone.now)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        related_name="+",
        null=True,
        on_delete=models.SET_NULL,
    )
    kept = models.JSONField(default=dict)

    objects = BinnedPageQuerySet.as_manager()

    # No use of its page, and no reason not to delete anything.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("page in the bin")
        verbose_name_plural = _("pages in the bin")
        # The one permission that is asked for: to delete for good at once.
        default_permissions = ["delete"]
        indexes = [models.Index(fields=["site", "address"], name="binned_page_by_address")]

    def __str__(self):
        return f"{self.page_id}: {self.address}"

    @property
    def goes_at(self):
        """When it goes for good."""
        return self.binned_at + timedelta(days=DAYS)


def is_binned(page: Page) -> bool:
    """Tell whether a page is in the bin, or below one that is."""
    return not page.path.startswith(tree_of_sites().path)
