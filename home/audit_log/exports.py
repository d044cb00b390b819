"""Writes to the log which lists were exported, whichever view makes the file."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

from home.audit_log.actions import EXPORTED
from home.audit_log.record import record


class ExportLogMiddleware:
    """Add an entry for each file that a list or report of the admin is exported to.

    A look at the answer finds them all: Wagtail's lists share no view that could say so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "export" in request.GET and (name := _file_name(response)):
            record(EXPORTED, request.user, by=request.user, file=name)
        return response


def _file_name(response: HttpResponse) -> str:
    """Return the name of the file that an answer is saved as; empty where it is shown."""
    kind, fields = parse_header_parameters(response.headers.get("Content-Disposition", ""))
    return fields.get("filename", "") if kind == "attachment" else ""
