"""Finds the site that a request is for, once per change and not once per request."""

from collections.abc import Callable
from copy import copy

from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath, get_site_for_hostname

from search.public.once_per_change import is_remembering, once_per_change


class SiteRequest(HttpRequest):
    """A request with what Wagtail remembers on it."""

    _wagtail_site: Site | None
    _wagtail_cached_site_root_paths: list[SiteRootPath]


class CurrentSiteMiddleware:
    """Leaves the site and the roots of all sites on a request, where Wagtail looks for them.

    Within CommonMiddleware, which lets none but our own hosts through. Where nothing is
    remembered, Wagtail finds them by itself when it needs them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        if is_remembering():
            hostname, _port = split_domain_port(request.get_host())
            request._wagtail_site = find_site(hostname, request.get_port())
            request._wagtail_cached_site_root_paths = _root_paths()
        return self.get_response(request)


def find_site(hostname: str, port: str) -> Site | None:
    """Return the site of a host with its root page, both the caller's own; None without any."""
    found = _site_and_root(hostname, port)
    if found is None:
        return None
    site, root = map(copy, found)
    site.root_page = root
    return site


@once_per_change
def _site_and_root(hostname: str, port: str) -> tuple[Site, Page] | None:
    """Return a site and its root page, which is of its own type and has its language at hand."""
    try:
        site = get_site_for_hostname(hostname, port)
    except Site.DoesNotExist:
        return None
    root = site.root_page.specific
    root.locale  # noqa: B018  (fetched with it, and kept)
    return site, root


@once_per_change
def _root_paths() -> list[SiteRootPath]:
    """Return where each site begins.

    Wagtail's cache of it may be this process's own, and another may have changed a site.
    """
    Site.clear_site_root_paths_cache()
    return Site.get_site_root_paths()
