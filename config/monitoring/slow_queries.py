"""Logs statements that took longer than SLOW_QUERY_MS, without their values."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from config.monitoring.logs import current_request

logger = logging.getLogger("epoch.slow")

# Of one text no more than a line in this many seconds, in each process.
PAUSE = 60.0
MAX_REMEMBERED = 500
MAX_LENGTH = 2000
STRINGS = re.compile(r"'(?:[^']|'')*'")
# Not the digits within a name.
NUMBERS = re.compile(r"(?<![\w\"])\d+(?:\.\d+)?\b")


class SlowQueries:
    """Remembers which statements were logged, so that one of each minute's is."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.logged_at: dict[str, float] = {}

    def note(self, sql: str, seconds: float) -> None:
        """Log a slow statement with the request that ran it, if there is one.

        Until the first row on SQLite, which makes the others as they are fetched.
        """
        text, now = without_values(sql), self.clock()
        if now - self.logged_at.get(text, -PAUSE) < PAUSE:
            return
        if len(self.logged_at) >= MAX_REMEMBERED:
            self.logged_at.clear()
        self.logged_at[text] = now
        fields: dict[str, Any] = {"sql": text, "duration_ms": round(seconds * 1000, 1)}
        if request := current_request.get():
            match = request.resolver_match
            fields |= {"path": request.path, "route": match.route if match else ""}
        logger.warning("slow query", extra={"fields": fields})


def without_values(sql: str) -> str:
    """Return a statement on one line, with a question mark for each value written into it."""
    text = " ".join(STRINGS.sub("?", sql).split())
    # What quotes otherwise (dollars, escapes) is cut off rather than shown.
    text = re.split(r"'|\$\w*\$", text)[0]
    return NUMBERS.sub("?", text)[:MAX_LENGTH]


note_slow_query = SlowQueries().note
