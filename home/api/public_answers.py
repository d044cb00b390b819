"""Takes from an answer to anyone what it names of pages that are not public."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from wagtail.models import Page

from search.public.visibility import public_pages

# Other pages that a page's answer names, with their titles.
_NAMED = ("parent", "alias_of")


def without_hidden_names(response: HttpResponse) -> HttpResponse:
    """Return an answer whose pages name no page above or behind them that is not public."""
    if response.status_code != 200 or not response.content.startswith(b"{"):
        return response
    data = json.loads(response.content)
    named = list(_named(data))
    keys = {meta[name]["id"] for meta, name in named}
    hidden = keys - set(public_pages(Page.objects.filter(pk__in=keys)).values_list("pk", flat=True))
    for meta, name in named:
        if meta[name]["id"] in hidden:
            meta[name] = None
    if hidden:
        response.content = json.dumps(data).encode()
    return response


def _named(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for each in [data, *data.get("items", [])]:
        meta = each.get("meta")
        if isinstance(meta, dict):
            yield from ((meta, name) for name in _NAMED if isinstance(meta.get(name), dict))
