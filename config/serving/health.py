"""Answers `/healthz` and `/readyz` before the host check and the redirect to https."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from config.monitoring.release import version
from config.serving.readiness import readiness

METHODS = ["GET", "HEAD"]
UNCACHED = {"Cache-Control": "no-store"}


class HealthMiddleware:
    """Tell probes, which know neither host name nor scheme, whether the process is alive
    (`/healthz`) and whether it can do its work (`/readyz`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS, headers=UNCACHED)
        return answer()


def alive() -> HttpResponse:
    headers = {**UNCACHED, "Content-Length": "3"}
    return HttpResponse("ok\n", content_type="text/plain", headers=headers)


def ready() -> HttpResponse:
    """Answer 503 unless all that the site can't do without is there; with names and states, and
    with the release, which a rolling one waits for."""
    status, states = readiness()
    code = 503 if status == "not ready" else 200
    answer = {
        "status": status,
        "version": version(),
        "revision": settings.REVISION,
        "checks": states,
    }
    response = JsonResponse(answer, status=code, headers=UNCACHED)
    response.headers["Content-Length"] = str(len(response.content))
    return response


ANSWERS = {"/healthz": alive, "/readyz": ready}
