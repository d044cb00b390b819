"""Answers `/healthz` before the host check and the redirect to https."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class HealthMiddleware:
    """Say that the process is alive, to probes that know neither host name nor scheme."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            headers = {"Cache-Control": "no-store", "Content-Length": "3"}
            return HttpResponse("ok\n", content_type="text/plain", headers=headers)
        return self.get_response(request)
