"""Serves the style sheet of a site with an accent of its own: one file still, as all sites load."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from blog.colours.accent import accent_rules
from blog.models import SiteIdentity
from search.web.request import find_site

SHEET = "css/site.css"
YEAR = 365 * 86400
# Files beside the folder of the sheet, minified or not.
_ABOVE = re.compile(r"""(url\(["']?)\.\./""")


def sheet_url(accent: str) -> str:
    """Return the address of the site's style sheet; `accent` is `#rrggbb`, or empty for none."""
    return reverse("site_sheet", args=[accent[1:], _version(accent)]) if accent else static(SHEET)


@require_safe
def site_sheet(request: HttpRequest, colour: str, version: str) -> HttpResponse:
    """Answer with the site's styles in its accent; raise Http404 for other colours."""
    refuse_other_colours(request, accent := f"#{colour}")
    response = HttpResponse(sheet_text(accent), content_type="text/css; charset=utf-8")
    is_newest = version == _version(accent)
    patch_cache_control(response, public=True, max_age=YEAR if is_newest else 0)
    return response


def refuse_other_colours(request: HttpRequest, accent: str) -> None:
    """Raise Http404 for a colour that is not the site's: there are millions of them.

    Whoever has a session gets each, for previews.
    """
    is_own = accent == SiteIdentity.for_site(find_site(request)).accent
    if not is_own and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        raise Http404("The site has another colour.")


@lru_cache(maxsize=8)
def sheet_text(accent: str) -> str:
    """Return the style sheet as collected, its files at full paths, and behind it the accent."""
    try:
        name = static(SHEET).removeprefix(settings.STATIC_URL)
        text = staticfiles_storage.open(name).read().decode()
    except FileNotFoundError:  # nothing is collected in development
        text = Path(finders.find(SHEET) or "").read_text(encoding="utf-8")
    return _ABOVE.sub(rf"\1{settings.STATIC_URL}", text) + accent_rules(accent)


@lru_cache(maxsize=8)
def _version(accent: str) -> str:
    written = f"{static(SHEET)} {accent_rules(accent)}"
    return hashlib.sha256(written.encode()).hexdigest()[:8]
