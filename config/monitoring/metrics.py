"""Counts and times requests, and answers `/metrics` for those who may ask; loaded for METRICS.

Under `serve` the web workers share a folder of DATA_DIR, so any of them answers for all; under
another server each worker answers for itself, unless it sets PROMETHEUS_MULTIPROC_DIR.
"""

import hmac
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, Histogram

from config.monitoring.change_counts import CHANGES
from config.monitoring.metric_sources import render
from config.request_limits.client_address import is_loopback

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# A proxy on this machine speaks from a loopback address for the whole world.
FORWARDING = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
              "X-Real-IP")  # fmt: skip
UNCACHED = {"Cache-Control": "no-store"}

REGISTRY = CollectorRegistry()
REGISTRY.register(CHANGES)
SECONDS = Histogram(
    "epoch_http_request_seconds",
    "How long requests took, by what answered them",
    ["method", "status", "view"],
    buckets=BUCKETS,
    registry=REGISTRY,
)
IN_FLIGHT = Gauge(
    "epoch_http_requests_in_flight",
    "Requests that are being answered",
    registry=REGISTRY,
    multiprocess_mode="livesum",
)


class MetricsMiddleware:
    """Measure each request; its path is no label, so readers can't make labels."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/metrics":
            return answer(request)
        started = time.perf_counter()
        with IN_FLIGHT.track_inprogress():
            response = self.get_response(request)
        labels = (method_label(request), f"{response.status_code // 100}xx", view_label(request))
        SECONDS.labels(*labels).observe(time.perf_counter() - started)
        return response


def method_label(request: HttpRequest) -> str:
    return request.method if request.method in METHODS else "other"


def view_label(request: HttpRequest) -> str:
    """Return the name of the view by the URLconf; "none" where a middleware answered."""
    match = request.resolver_match
    return match.view_name if match else "none"


def answer(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"], headers=UNCACHED)
    if not (has_token(request) or is_from_here(request)):
        return HttpResponse("Not for you.\n", "text/plain", 403, headers=UNCACHED)
    return HttpResponse(render(REGISTRY), CONTENT_TYPE_LATEST, headers=UNCACHED)


def has_token(request: HttpRequest) -> bool:
    """Tell whether METRICS_TOKEN was sent as a bearer token, in time that tells nothing."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    expected = settings.METRICS_TOKEN.encode()
    is_same = hmac.compare_digest(token.strip().encode(), expected)
    return bool(expected) and kind.lower() == "bearer" and is_same


def is_from_here(request: HttpRequest) -> bool:
    """Tell whether a program of this machine asks, for itself and not for someone else."""
    if any(name in request.headers for name in FORWARDING):
        return False
    host = request.META.get("HTTP_HOST", "").rpartition("@")[2]
    name = host.partition("]")[0].strip("[") if host.startswith("[") else host.partition(":")[0]
    return is_loopback(request.META.get("REMOTE_ADDR", "")) and is_loopback(name)
