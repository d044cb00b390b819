"""Builds LOGGING: which lines are logged, and what each says about its request."""

import logging
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from config.monitoring.log_format import FORMATS, wanted_format

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
# They would log queries with their values and requests with their keys.
TALKATIVE = ("django.db.backends", "boto3", "botocore", "s3transfer", "urllib3", "PIL")

# The request that this thread answers, for what is logged of its queries.
current_request: ContextVar[HttpRequest | None] = ContextVar("current_request", default=None)


def logging_config(*, level: str, secrets: Iterable[str]) -> dict[str, Any]:
    """Return Django's LOGGING for a level by name; raise ImproperlyConfigured for unknown words.

    `secrets` are values that no line may hold. Lines go to the standard error stream.
    """
    if level not in LEVELS:
        raise ImproperlyConfigured(f"LOG_LEVEL must be one of {', '.join(LEVELS)}.")
    if wanted_format() not in FORMATS:
        raise ImproperlyConfigured(f"LOG_FORMAT must be one of {', '.join(FORMATS)}.")
    formatter = {
        "()": "config.monitoring.log_format.make_formatter",
        "secrets": list(secrets),
        "context": request_context,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django's own handlers go: one mails settings to admins, one has another format.
            "django": {"level": "NOTSET"},
            "django.server": {"level": "INFO", "propagate": True},
            # What readers ask for in vain stands in the access log.
            "django.request": {"level": "ERROR"},
            **{name: {"level": "WARNING"} for name in TALKATIVE},
        },
    }


def request_context(record: logging.LogRecord) -> dict[str, Any]:
    """Return the id of a line's request; method, path and user too where one failed."""
    # Imported by the first line that is logged, when Django is set up.
    from structlog.contextvars import get_contextvars

    context = dict(get_contextvars())
    # Any: Django's own server puts a socket there.
    request: Any = getattr(record, "request", None)
    if hasattr(request, "path"):
        # Outside of all middleware the context is gone, so the request keeps its id.
        if request_id := getattr(request, "log_id", None):
            context["request_id"] = request_id
        context |= {"method": request.method, "path": request.path}
        if (user_id := known_user_id(request)) is not None:
            context["user_id"] = user_id
    return context


def known_user_id(request: Any) -> Any:
    """Return the id of the user if something has asked for it already; asks nothing itself.

    Whoever reads `request.user` reads the session, which makes a response vary by cookie.
    """
    return getattr(getattr(request, "_cached_user", None), "pk", None)
