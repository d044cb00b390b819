"""Routes the addresses of Wagtail's API, each behind the guard."""

from typing import Any

from django.urls import URLPattern, path
from wagtail.api.v3.urls import api

from home.api.guard import Limit, guarded

PREFIX = "api/v3/"


def api_pattern(too_often: Limit) -> Any:
    """Return the pattern of all addresses; `too_often` answers one request too many."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)
        pattern.callback = guarded(pattern.callback, too_often)
    return path(PREFIX, (patterns, app_name, namespace))
