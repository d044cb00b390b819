"""Formats the log lines of every process: Django's, the web server's and the supervisor's.

Needs no Django, since the supervisor holds none.
"""

import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from config.monitoring.redaction import redact

FORMATS = ("json", "text")
# A shorter value, such as an empty password, would hide half of every line.
MIN_SECRET_LENGTH = 6
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
LINE_BREAKS = re.compile(r"[\t\n]")

Context = Callable[[logging.LogRecord], dict[str, Any]]


def no_context(record: logging.LogRecord) -> dict[str, Any]:
    return {}


class Formatter(logging.Formatter):
    """Makes one JSON object a line; `context` adds what the process knows about the request."""

    def __init__(self, *, secrets: Iterable[str] = (), context: Context = no_context) -> None:
        super().__init__()
        self.secrets = tuple(value for value in secrets if len(value) >= MIN_SECRET_LENGTH)
        self.context = context

    def format(self, record: logging.LogRecord) -> str:
        # Escapes all but printable ASCII, so nothing that a visitor sends begins a line.
        return json.dumps(self.entry(record), default=str)

    def entry(self, record: logging.LogRecord) -> dict[str, Any]:
        """Return the line's fields, without anything that must not be logged."""
        time = datetime.fromtimestamp(record.created, UTC)
        entry: dict[str, Any] = {
            "time": time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self.clean(message_of(record)),
        }
        for name, value in {**self.context(record), **getattr(record, "fields", {})}.items():
            entry[name] = self.clean(value) if isinstance(value, str) else value
        if record.exc_info and record.exc_info[1] is not None:
            kind, error, _ = record.exc_info
            entry["exception"] = {
                "type": f"{kind.__module__}.{kind.__qualname__}",
                "message": self.clean(str(error)),
                "traceback": self.clean(self.formatException(record.exc_info)),
            }
        return entry

    def clean(self, text: str) -> str:
        return redact(text, self.secrets)


class TextFormatter(Formatter):
    """The same fields for people at a terminal; only a traceback takes more than a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = self.entry(record)
        exception = entry.pop("exception", None)
        head = [str(entry.pop(name)) for name in ("time", "level", "logger", "event")]
        more = [f"{name}={value}" for name, value in entry.items()]
        line = printable(LINE_BREAKS.sub(" ", " ".join([*head, *more])))
        return f"{line}\n{printable(exception['traceback'])}" if exception else line


def message_of(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        # The arguments don't fit the text; the line is worth more than the complaint.
        return str(record.msg)


def printable(text: str) -> str:
    """Show control characters, which could move a terminal's cursor, as their codes."""
    return CONTROL_CHARACTERS.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def wanted_format() -> str:
    """Return LOG_FORMAT; without it text for a terminal, else JSON."""
    return os.environ.get("LOG_FORMAT") or ("text" if sys.stderr.isatty() else "json")


def make_formatter(secrets: Iterable[str] = (), context: Context = no_context) -> Formatter:
    """Return the formatter of LOG_FORMAT, as a factory for `logging.config`."""
    kind = TextFormatter if wanted_format() == "text" else Formatter
    return kind(secrets=secrets, context=context)
