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
    path = "/" + _as_documented(request.resolver_match.route)
    known = _documented_fields().get((path, (request.method or "").lower()))
    return sorted(sent - known) if known else []


@cache
def _documented_fields() -> dict[tuple[str, str], frozenset[str]]:
    """Return the fields of each operation by its path and method; none where it has no body.

    Of all at once: to have the API described takes half a second.
    """
    document = api.get_openapi_schema(path_prefix="")
    parts = document.get("components", {}).get("schemas", {})
    return {
        (path, method): frozenset(
            name
            for content in operation.get("requestBody", {}).get("content", {}).values()
            for name in _names(content.get("schema", {}), parts)
        )
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }


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
