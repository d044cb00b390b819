"""Refuses forms whose values hold the null byte, in one place for all views."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}


class FormGuardMiddleware:
    """Answer 400 to what no database column can hold; the front door can't see into parts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.content_type in FORM_TYPES and holds_null(request):
            raise BadRequest(HTTPStatus.BAD_REQUEST.phrase)
        return self.get_response(request)


def holds_null(request: HttpRequest) -> bool:
    """Tell whether a name or value of the form, or the name of a file, holds a null byte."""
    files = [file.name or "" for _, files in request.FILES.lists() for file in files]
    texts = [text for name, values in request.POST.lists() for text in (name, *values)]
    return any("\x00" in text for text in (*texts, *files, *request.FILES))
