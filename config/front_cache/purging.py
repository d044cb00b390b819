"""Tells our caches in front (Varnish) after each change to drop all they keep of the site.

Wagtail's app for it is not installed, only its backends are used: its signals would purge page by
page, inside the transaction, and wait for a dead cache while they hold the write lock.
"""

import atexit
import logging
import threading
import time
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

from django.conf import settings
from wagtail.contrib.frontend_cache.backends.http import HTTPBackend, PurgeRequest
from wagtail.contrib.frontend_cache.utils import get_backends

# Seconds: for one cache; before the second purge of each change, see set_lifetime in
# deploy/varnish.vcl; at most between two tries.
PATIENCE = 1.0
AFTERWARDS = 3.0
LONGEST_PAUSE = 10.0

logger = logging.getLogger(__name__)


class FrontCache(HTTPBackend):
    """Wagtail's backend, which would wait for ever and keep to itself what goes wrong."""

    def purge(self, url: str) -> None:
        """Raise OSError or HTTPException unless the cache confirms in time."""
        address = f"{self.cache_scheme}://{self.cache_netloc}{urlsplit(url).path}"
        request = PurgeRequest(address, headers={"Host": urlsplit(url).netloc})
        # A proxy that the environment names is for the world outside.
        with build_opener(ProxyHandler({})).open(request, timeout=PATIENCE):
            pass


class Messenger:
    """A thread that purges: several changes in a moment at once, and again until it worked."""

    def __init__(self) -> None:
        self.turn = threading.Condition()
        # How many changes were told of, and how many of them every cache has heard of.
        self.asked = self.told = 0
        self.is_second_due = self.is_failing = False
        self.thread: threading.Thread | None = None

    def ask(self) -> int:
        """Have everything purged soon; return the number to wait for."""
        with self.turn:
            self.asked += 1
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self.run, name="front-cache", daemon=True)
                self.thread.start()
            self.turn.notify_all()
            return self.asked

    def wait(self, number: int, timeout: float) -> bool:
        """Tell whether all caches have heard of a change in time; don't wait for dead ones."""
        with self.turn:
            self.turn.wait_for(lambda: self.told >= number or self.is_failing, timeout)
            return self.told >= number

    def finish(self) -> None:
        """Give the second purge its time where a command ends right after its last change."""
        with self.turn:
            self.turn.wait_for(lambda: self.is_idle() or self.is_failing, AFTERWARDS + PATIENCE)

    def is_idle(self) -> bool:
        return self.told == self.asked and not self.is_second_due

    def run(self) -> None:
        tries = 0
        while True:
            number = self.next_change()
            if purge_all(is_first_try=tries == 0):
                tries = 0
                self.note_success(number)
            else:
                self.note_failure()
                time.sleep(min(0.5 * 2**tries, LONGEST_PAUSE))
                tries = min(tries + 1, 10)

    def next_change(self) -> int:
        """Wait until there is something to purge; return the number of the last change."""
        with self.turn:
            pause = AFTERWARDS if self.is_second_due else None
            self.turn.wait_for(lambda: self.asked > self.told, pause)
            return self.asked

    def note_success(self, number: int) -> None:
        with self.turn:
            self.is_second_due = number > self.told
            self.told, self.is_failing = number, False
            self.turn.notify_all()

    def note_failure(self) -> None:
        with self.turn:
            self.is_failing = True
            self.turn.notify_all()


def purge_all(*, is_first_try: bool) -> bool:
    """Purge every cache; tell whether all confirmed it. The first failure is logged."""
    is_done = True
    for name, cache in get_backends().items():
        try:
            cache.purge(f"{settings.SITE_URL}/")
        except (OSError, HTTPException) as error:
            is_done = False
            if is_first_try:
                logger.error("The cache at %s isn't purged until it answers: %s", name, error)
    return is_done


messenger = Messenger()
atexit.register(messenger.finish)


def purge_soon() -> None:
    """Have the caches in front drop everything; returns at once and never raises."""
    if settings.WAGTAILFRONTENDCACHE:
        messenger.ask()


def purge_now(timeout: float = PATIENCE) -> bool:
    """Have them drop everything before the next request, waiting no longer than `timeout`.

    Tells whether they did; if not they are asked until they do. Call it after the commit.
    """
    if not settings.WAGTAILFRONTENDCACHE:
        return True
    return messenger.wait(messenger.ask(), timeout)
