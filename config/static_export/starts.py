"""Lists where an export begins: what no link need lead to, and what is never to be followed."""

from collections.abc import Iterator
from urllib.parse import quote

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from config.responses.headers import ADMIN_PATH
from config.static_export.addresses import SAFE
from search.public.visibility import public_pages

# Where static hosts look for the page that says so; the site has nothing there either.
MISSING = "/404.html"
STARTS = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/llms.txt",
    "/favicon.ico",
    "/site.webmanifest",
    "/.well-known/security.txt",
    "/search/",
)
# Drafts are shown to whoever has the link, which a text may hold.
_CLOSED = (ADMIN_PATH, "/drafts/", "/_util/")


def is_closed(address: str) -> bool:
    """Tell whether an address is none that readers share."""
    return address.startswith(_CLOSED)


def page_paths(site: Site) -> Iterator[str]:
    """Yield the addresses of all public pages of a site, listed or not."""
    root = site.root_page
    pages = public_pages(Page.objects.descendant_of(root, inclusive=True)).order_by("pk")
    for url_path in pages.values_list("url_path", flat=True).iterator():
        yield quote(f"/{url_path.removeprefix(root.url_path)}", safe=SAFE)


def old_paths(site: Site, left_out: dict[str, str]) -> Iterator[str]:
    """Yield the addresses that redirects are kept of; those with a query are noted as left out."""
    rows = Redirect.get_for_site(site).order_by("old_path")
    for old_path in rows.values_list("old_path", flat=True).iterator():
        if "?" in old_path:
            left_out[old_path] = gettext("a redirect by query, which files can't tell")
        elif not old_path.startswith(settings.STATIC_URL):
            yield iri_to_uri(old_path)
