"""Finds fields that were sent and that no operation takes, which Wagtail's API drops unsaid."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from wagtail.api.v3.api import api

Schema = dict[str, Any]
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def unknown_fields(request: HttpRequest, name: str, data: dict[str, Any] | None) -> list[str]:
    """Return the fields of a request that its operation does not document, sorted.

    Of pages and snippets only those that none of their types has; Wagtail's forms see to the rest.
    """
    if request.content_type in _FORMS and request.method != "GET":
        sent = {*request.POST, *request.FILES}
    elif data:
        sent = set(data)
    else:
        return []
    known = _fields_of(request.resolver_match.route, (request.method or "").lower())
    return sorted(sent - known) if known else []


@cache
def _fields_of(route: str, method: str) -> frozenset[str]:
    """Return the fields that an operation documents; none for one that documents no body."""
    document = api.get_openapi_schema(path_prefix="")
    path = "/" + _as_documented(route)
    operation = document["paths"].get(path, {}).get(method, {})
    content = operation.get("requestBody", {}).get("content", {})
    parts = document.get("components", {}).get("schemas", {})
    return frozenset(
        name for each in content.values() for name in _names(each.get("schema", {}), parts)
    )


def _as_documented(route: str) -> str:
    """Return a route as OpenAPI writes it: `api/v3/pages/<int:page_id>/` as `pages/{page_id}/`."""
    parts = route.removeprefix("api/v3/").split("/")
    return "/".join(
        f"{{{part.strip('<>').rpartition(':')[2]}}}" if part.startswith("<") else part
        for part in parts
    )


def _names(schema: Schema, parts: dict[str, Schema]) -> set[str]:
    if reference := schema.get("$ref", ""):
        return _names(parts.get(reference.rpartition("/")[2], {}), parts)
    names = set(schema.get("properties", {}))
    for way in ("anyOf", "oneOf", "allOf"):
        for each in schema.get(way, []):
            names |= _names(each, parts)
    return names
