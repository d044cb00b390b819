"""Sends what is logged as an error to Sentry, or to what speaks like it; loaded for SENTRY_DSN."""

import logging
import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.monitoring.log_format import MIN_SECRET_LENGTH
from config.monitoring.logs import request_context
from config.monitoring.redaction import HIDDEN, redact
from config.monitoring.release import release

# What else the library may know of (the request, its user, what happened before) stays here.
SENT = {
    *("event_id", "timestamp", "level", "platform", "logger", "release", "environment"),
    *("server_name", "sdk", "exception", "logentry", "tags"),
}
TAGS = ("request_id", "method", "path")
# A wrong host and the like, which anyone may send without end: no fault of the site's.
REFUSALS = "django.security."
# Bounded, so that no text takes long.
E_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def send_errors(dsn: str, *, secrets: Iterable[str] = ()) -> None:
    """Send each line at ERROR or above, and what ends a process; raise ImproperlyConfigured.

    By the log's lines alone, not by the library's hooks into Django, which would cost each request
    and gather what it holds. `secrets` are values that nothing sent may hold.
    """
    try:
        import sentry_sdk
        from sentry_sdk.integrations.atexit import AtexitIntegration
        from sentry_sdk.integrations.dedupe import DedupeIntegration
        from sentry_sdk.integrations.excepthook import ExcepthookIntegration
        from sentry_sdk.integrations.logging import EventHandler
        from sentry_sdk.utils import BadDsn, Dsn
    except ImportError as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, but sentry-sdk is not installed: "
            "`pip install --require-hashes -r deploy/sentry.txt` (or `.[sentry]`)."
        ) from error
    try:
        Dsn(dsn)
    except (BadDsn, ValueError) as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN must look like https://key@host/number, as Sentry shows it."
        ) from error
    cleaner = Cleaner(secrets)
    sentry_sdk.init(
        dsn=dsn,
        release=f"epoch@{release()}",
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            AtexitIntegration(callback=_say_nothing),
            DedupeIntegration(),
            ExcepthookIntegration(),
        ],
        before_send=cleaner.cleaned,
        # A frame's variables hold forms, sessions and whole requests.
        include_local_variables=False,
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        send_default_pii=False,
        spotlight=False,
    )
    logging.getLogger().addHandler(EventHandler(level=logging.ERROR))


def _say_nothing(pending: int, timeout: float) -> None:
    """Stand in for the library's words at the end of a process, which are no log lines."""


class Cleaner:
    """Takes out of an event what the log doesn't hold either."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self.secrets = tuple(value for value in secrets if len(value) >= MIN_SECRET_LENGTH)

    def cleaned(self, event: Any, hint: dict[str, Any]) -> Any:
        """Return the event with nothing but SENT, its texts redacted; None for a refusal."""
        record = hint.get("log_record")
        if record and record.name.startswith(REFUSALS):
            return None
        kept = {name: value for name, value in event.items() if name in SENT}
        if message := event.get("logentry"):
            # Lines of one kind are told by the text before its values stand in it.
            kept["logentry"] = {
                "message": self.clean(str(message.get("message", ""))),
                "formatted": self.clean(str(message.get("formatted", ""))),
            }
        for error in event.get("exception", {}).get("values", ()):
            # PostgreSQL writes a row's values below the first line.
            error["value"] = self.clean(str(error.get("value") or "").partition("\n")[0])
        if record:
            context = request_context(record)
            kept["tags"] = {name: self.clean(context[name]) for name in TAGS if name in context}
        return kept

    def clean(self, text: str) -> str:
        return E_MAIL.sub(HIDDEN, redact(text, self.secrets))
