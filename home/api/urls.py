"""Routes the addresses of Wagtail's API, each behind the guard."""

from typing import Any

from django.conf import settings
from django.urls import URLPattern, path
from django.utils.functional import lazy
from ninja.openapi.docs import Swagger
from wagtail.api.v3.urls import api

from blog.models import SiteIdentity
from home.api.guard import Limit, guarded

PREFIX = "api/v3/"


class Documentation(Swagger):
    """Swagger's page with a dark scheme, as wide as a phone on a phone."""

    template = "home/api_documentation.html"


def api_pattern(too_often: Limit) -> Any:
    """Return the pattern of all addresses; `too_often` answers one request too many."""
    api.title = lazy(_title, str)()
    api.docs = Documentation()
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)
        pattern.callback = guarded(pattern.callback, too_often)
    return path(PREFIX, (patterns, app_name, namespace))


def _title() -> str:
    """Return what the documentation calls the API, which is one for all sites."""
    names = SiteIdentity.objects.filter(site__is_default_site=True).values_list("name", flat=True)
    return f"{names.first() or settings.WAGTAIL_SITE_NAME} API"
