"""Serves our icons in the accent of a site that chose a colour and no icon of its own."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from blog.colours.icons import coloured_icon
from config.responses.site_sheet import refuse_other_colours

HOUR = 3600


@require_safe
def site_icon(request: HttpRequest, colour: str, name: str) -> HttpResponse:
    """Answer with one of our icons in the site's accent; to whoever has a session, in any.

    Raises Http404 for other colours and names.
    """
    refuse_other_colours(request, accent := f"#{colour}")
    kind = "image/svg+xml" if name.endswith(".svg") else "image/png"
    response = HttpResponse(_painted(name, accent), content_type=kind)
    patch_cache_control(response, public=True, max_age=HOUR)
    return response


@lru_cache(maxsize=16)
def _painted(name: str, accent: str) -> bytes:
    return coloured_icon(name, _collected(f"icons/{name}"), accent)


def _collected(name: str) -> bytes:
    """Return a static file; raise Http404 for none."""
    try:
        path = static(name).removeprefix(settings.STATIC_URL)
        return staticfiles_storage.open(path).read()
    except (FileNotFoundError, ValueError):  # nothing is collected in development, or no such file
        if found := finders.find(name):
            return Path(found).read_bytes()
        raise Http404("We have no such icon.") from None
