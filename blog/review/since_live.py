"""Leads to the comparison of what readers see of a page with its newest draft."""

from django.urls import reverse
from wagtail.models import Page


def since_live_address(page: Page) -> str:
    """Return the address of the changes since a page went live; empty where there are none."""
    if not (page.live and page.has_unpublished_changes):
        return ""
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
