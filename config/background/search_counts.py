"""Writes down what is searched for: once a minute, in a thread of each web worker."""

import logging
import os
import threading

from django.conf import settings
from django.db import connection

from config.transactions.transaction import one_transaction
from search.counting.counts import store, trim
from search.counting.recording import PendingCounts

SECONDS = 60.0

logger = logging.getLogger(__name__)


class Recorder:
    """Counts in memory, and the thread that writes them; it starts with the first count."""

    def __init__(self) -> None:
        self.begin_anew()
        os.register_at_fork(after_in_child=self.begin_anew)

    def begin_anew(self) -> None:
        """Forget everything, as the child of a fork must: it is all its parent's."""
        self.pending = PendingCounts()
        self.thread: threading.Thread | None = None
        self.starting = threading.Lock()
        self.has_failed = False

    def count(self, text: str, is_found: bool, **kwargs: object) -> None:
        """Count a search, in the reader's request: nothing is read or written."""
        if not settings.SEARCH_COUNTS:
            return
        self.pending.add(text, is_found=is_found)
        if not self.is_running() and self.starting.acquire(blocking=False):
            try:
                if not self.is_running():
                    self.start()
            finally:
                self.starting.release()

    def is_running(self) -> bool:
        """Tell whether the thread lives."""
        return self.thread is not None and self.thread.is_alive()

    def start(self) -> None:
        # No daemon, so that a worker that is stopped waits for the last writing.
        self.thread = threading.Thread(target=self.run, name="search-counts", daemon=False)
        self.thread.start()

    def run(self) -> None:
        """Write once a minute, and when the process ends."""
        main = threading.main_thread()
        while main.is_alive():
            main.join(SECONDS)
            self.flush()

    def flush(self) -> None:
        """Write what was counted; what could not be written waits for the next time."""
        counts = self.pending.take()
        if not counts:
            return
        try:
            with one_transaction():
                store(counts)
            counts = []
            with one_transaction():
                trim()
        except Exception:
            self.pending.put_back(counts)
            self.report()
        else:
            self.has_failed = False
        finally:
            connection.close()

    def report(self) -> None:
        """Log a failure, and not again before something has been written."""
        if not self.has_failed:
            logger.exception("Searches could not be counted; that is tried again each minute.")
        self.has_failed = True


recorder = Recorder()
