"""Refuses what no database column, and no schema of Wagtail's, can take, before either sees it."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest
from wagtail.api.validators import SiteFilterValidator

# What a whole number's column holds.
MAX_NUMBER = 2**31 - 1
# A callout within a body is at a tenth of it.
MAX_DEPTH = 40
JSON = "application/json"


class UnreadableRequestError(Exception):
    """A request of no use; its message says why."""


def read_object(request: HttpRequest) -> dict[str, Any] | None:
    """Return the JSON object that a request brings, looked through; None where it brings none.

    Raises `UnreadableRequestError`.
    """
    if request.content_type not in (JSON, "") or not request.body:
        return None
    try:
        data = json.loads(request.body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise UnreadableRequestError(f"This is no JSON: {error}") from error
    if not isinstance(data, dict):
        raise UnreadableRequestError("An object is needed.")
    if not isinstance(data.get("meta", {}), dict | None):
        raise UnreadableRequestError("“meta” has to be an object.")
    kind = (data.get("meta") or {}).get("type", "")
    if not isinstance(kind, str | None):
        raise UnreadableRequestError("“meta.type” has to be a text.")
    check(data)
    return data


def check(value: Any, depth: int = 0) -> None:
    """Raise `UnreadableRequestError` for a value that can't be stored."""
    if depth > MAX_DEPTH:
        raise UnreadableRequestError("This is nested too deeply.")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int) and abs(value) > MAX_NUMBER:
        raise UnreadableRequestError("A number is too large.")
    for child in _children(value):
        check(child, depth + 1)


def check_query(request: HttpRequest) -> None:
    """Raise `UnreadableRequestError` for an address whose query can't be stored."""
    # Wagtail takes any text for one, and its column none.
    if not re.fullmatch(r"[0-9]+", request.GET.get("user_id", "0")):
        raise UnreadableRequestError("“user_id” has to be a number.")
    for name, values in request.GET.lists():
        for text in (name, *values):
            _check_text(text)
            digits = text.strip().lstrip("+-").replace("_", "")
            if digits.isdecimal() and (len(digits) > 10 or int(digits) > MAX_NUMBER):
                raise UnreadableRequestError("A number is too large.")
    if "site" in request.GET:
        _check_site(request)


def _check_site(request: HttpRequest) -> None:
    """Refuse a port that is a word, and a name of two sites, by which Wagtail finds no page."""
    try:
        with suppress(Http404):
            _ = SiteFilterValidator(site=request.GET["site"], request=request).site_obj
    except ValueError as error:
        raise UnreadableRequestError(f"“site”: {error}") from error


def is_known_number(value: Any) -> bool:
    """Tell whether an argument of an address may be a row's key; some come as texts."""
    text = str(value)
    is_number = text.lstrip("+-").isdecimal()
    return not is_number or (len(text) <= len(str(MAX_NUMBER)) and 0 < int(text) <= MAX_NUMBER)


def _check_text(text: str) -> None:
    if "\0" in text:
        raise UnreadableRequestError("A text holds the null character.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnreadableRequestError("A text holds half of a character.") from error


def _children(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _refuse_constant(name: str) -> None:
    raise UnreadableRequestError(f"“{name}” is no number.")
