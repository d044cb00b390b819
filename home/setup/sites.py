"""Keeps Wagtail's default site in step with SITE_URL."""

import logging
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site

DEFAULT_PORTS = {"http": 80, "https": 443}

logger = logging.getLogger(__name__)


def sync_default_site() -> bool:
    """Give the default site SITE_URL's host and port; tell whether anything changed.

    Without a default site, or where another site has that address, nothing is done.
    Saving a site makes Wagtail drop its cached root paths.
    """
    address = site_address(settings.SITE_URL)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or (site.hostname, site.port) == address:
        return False
    hostname, port = address
    if Site.objects.filter(hostname=hostname, port=port).exists():
        logger.warning("SITE_URL is the address of a site that is not the default one.")
        return False
    site.hostname, site.port = address
    site.save()
    return True


def site_address(url: str) -> tuple[str, int]:
    """Return the host and port of an address; raise ValueError for a port that is no number."""
    parts = urlsplit(url)
    return parts.hostname or "localhost", parts.port or DEFAULT_PORTS[parts.scheme]
