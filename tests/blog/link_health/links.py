"""Addresses that posts use, as they were asked and found."""

from datetime import timedelta

from django.utils import timezone

from blog.models import LinkUse, OutboundLink
from blog.models.links.outbound_link import LinkState

URL = "https://papers.example/a"


def link_to(*pages, url=URL, **fields):
    """Return an address that pages link to."""
    link = OutboundLink.to(url)
    for name, value in fields.items():
        setattr(link, name, value)
    link.save()
    LinkUse.objects.bulk_create(LinkUse(page=page, link=link) for page in pages)
    return link


def broken_link(*pages, **fields):
    """Return an address that was found to be broken twice."""
    now = timezone.now()
    found = {"state": LinkState.GONE, "answer": "404", "is_confirmed": True, "asked_at": now}
    times = {"due_at": now + timedelta(days=7), "failing_since": now - timedelta(days=3)}
    return link_to(*pages, **{**found, **times, **fields})
