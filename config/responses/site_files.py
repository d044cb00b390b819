"""Serves the small files that programs look for: robots.txt, security.txt, manifest."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from blog.colours.icons import icon_address
from blog.models import SiteIdentity
from search.web.request import find_site

PAPER = "#fbf9f4"
FAVICON = "favicon-48.png"
HOUR = 3600
# How far ahead security.txt promises that its contact will be read; RFC 9116 advises under 12.
MONTHS_AHEAD = 7
# Nothing here is for search engines, or costs more than it tells them. Search itself may be
# fetched, since only so a crawler sees that results say "noindex"; not every way to narrow it.
DISALLOWED = ("/admin/", "/drafts/", "/search/suggest/", "/search/?*&")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers (RFC 9309) what to leave alone, and where the sitemap is."""
    sitemap = f"{find_site(request).root_url}{reverse('sitemap')}"
    rules = [f"Disallow: {path}" for path in DISALLOWED]
    return _text_response(["User-agent: *", *rules, "", f"Sitemap: {sitemap}"])


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Tell whom to write to about a flaw (RFC 9116); raise Http404 where nobody was named."""
    site = find_site(request)
    contact = SiteIdentity.for_site(site).security_contact_uri
    if not contact:
        raise Http404("This site names no contact.")
    fields = {
        "Contact": contact,
        "Expires": f"{expiry(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": settings.LANGUAGE_CODE,
        "Canonical": f"{site.root_url}{request.path}",
    }
    return _text_response([f"{name}: {value}" for name, value in fields.items()])


def expiry(now: datetime) -> datetime:
    """Return the first moment of a month over half a year ahead, the same all month long."""
    months = now.year * 12 + now.month - 1 + MONTHS_AHEAD
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Tell a device (W3C's Web Application Manifest) how the site looks on its home screen."""
    identity = SiteIdentity.for_site(find_site(request))
    content = {
        "id": "/",
        "name": identity.name,
        "short_name": identity.name,
        "description": identity.tagline,
        "lang": settings.LANGUAGE_CODE,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": _icons(identity),
    }
    return _cacheable(JsonResponse(content, content_type="application/manifest+json"))


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon of the site from where programs look for one unasked."""
    identity = SiteIdentity.for_site(find_site(request))
    icon = identity.icon
    url = icon.tab_url if icon else icon_address(FAVICON, identity.colour)
    return _cacheable(HttpResponseRedirect(url))


def _icons(identity: SiteIdentity) -> list[dict[str, str]]:
    if icon := identity.icon:
        return [{"src": icon.url, "sizes": icon.sizes, "type": icon.media_type, "purpose": "any"}]
    kinds = [(name, size) for name in ("icon", "maskable") for size in (192, 512)]
    return [_icon(name, size, identity.colour) for name, size in kinds]


def _icon(name: str, size: int, colour: str) -> dict[str, str]:
    return {
        "src": icon_address(f"{name}-{size}.png", colour),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": "maskable" if name == "maskable" else "any",
    }


def _text_response(lines: list[str]) -> HttpResponse:
    return _cacheable(
        HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
    )


def _cacheable(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=HOUR)
    return response
