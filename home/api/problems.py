"""Answers with what is wrong, in the form that Wagtail's API has for it (RFC 9457)."""

from collections.abc import Iterable

from django.http import HttpResponse
from wagtail.api.v3.errors import problem_response


def refusal(status: int, *messages: str, place: Iterable[str | int] = ()) -> HttpResponse:
    """Return an answer that says what is wrong, and at which place of what was sent."""
    errors = [{"type": "invalid", "loc": list(place), "msg": message} for message in messages]
    detail = messages[0] if messages else ""
    return problem_response(status=status, detail=detail, errors=errors or None)
