"""Gives each request an id and, at LOG_LEVEL=INFO, a line in the log."""

import logging
import re
import time
import uuid
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware
from structlog.contextvars import bind_contextvars, clear_contextvars

from config.monitoring.logs import current_request, known_user_id

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")

logger = logging.getLogger("epoch.access")


class LoggedRequest(HttpRequest):
    """A request that the log tells from all others."""

    log_started_at: float
    log_id: str


class RequestLogMiddleware(RequestMiddleware):
    """django-structlog's middleware, but for what it reads: not the user, who is in the session,
    nor the query string, which holds tokens."""

    def prepare(self, request: HttpRequest) -> None:
        logged = cast("LoggedRequest", request)
        logged.log_started_at = time.perf_counter()
        logged.log_id = request_id(request.headers.get(HEADER, ""))
        bind_contextvars(request_id=logged.log_id)
        current_request.set(request)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        logged = cast("LoggedRequest", request)
        response.headers[HEADER] = logged.log_id
        log_answer(logged, response)
        current_request.set(None)
        clear_contextvars()

    def process_got_request_exception(self, sender: Any, request: HttpRequest, **_: Any) -> None:
        """Leave exceptions to Django's own logger, which sees those of every middleware too."""


def request_id(offered: str) -> str:
    """Return the id that a proxy gave, if it is nothing but an id, else a new one."""
    return offered if WELL_FORMED.fullmatch(offered) else uuid.uuid4().hex


def log_answer(request: LoggedRequest, response: HttpResponse) -> None:
    """Log a request: a slow one as a warning, in place of the line that it has at INFO."""
    milliseconds = (time.perf_counter() - request.log_started_at) * 1000
    is_slow = 0 < settings.SLOW_REQUEST_MS <= milliseconds
    if not is_slow and not logger.isEnabledFor(logging.INFO):
        return
    fields = access_fields(request, response, milliseconds)
    if is_slow:
        match = request.resolver_match
        slow = {**fields, "route": match.route if match else ""}
        logger.warning("slow request", extra={"fields": slow})
    else:
        logger.info("request", extra={"fields": fields})


def access_fields(
    request: LoggedRequest, response: HttpResponse, milliseconds: float
) -> dict[str, Any]:
    fields = {
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "duration_ms": round(milliseconds, 1),
    }
    user_id = known_user_id(request)
    return fields if user_id is None else {**fields, "user_id": user_id}
