"""Writes down what was done outside the database, though that is away just then."""

import logging
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections

# As long as a server takes to start anew, or to be replaced.
PATIENCE_SECONDS = 600.0
PAUSE_SECONDS = 1.0

logger = logging.getLogger(__name__)


def write_through_outage(
    write: Callable[[], None], *, is_stopped: Callable[[], bool] = lambda: False
) -> None:
    """Call `write` until the database lets it; raises what it raised last, after a while or a stop.

    For what can't be undone, as a mail that was sent: it is done again where this gets lost.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            write()
            return
        except (OperationalError, InterfaceError) as error:
            if is_stopped() or time.monotonic() >= until:
                raise
            reason = str(error).partition("\n")[0]
            logger.warning("What was done waits to be written down: %s", reason)
        time.sleep(PAUSE_SECONDS)
        close_old_connections()
