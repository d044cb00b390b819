"""Announces that what the public sees has changed, to all that keep something of it."""

import atexit
from functools import cache as remember_one

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from config.freshness.generation import Generation
from config.freshness.shared import SharedGeneration
from config.freshness.watcher import Count, is_settled, settle_all, watch

FILE_NAME = "generation"


@remember_one
def generation() -> Generation:
    """Return the generation of this machine's data, in DATA_DIR."""
    return Generation(settings.DATA_DIR / FILE_NAME)


@remember_one
def shared_generation() -> SharedGeneration | None:
    """Return the generation that several machines share; None without a shared cache."""
    is_shared = "redis" in settings.CACHES["default"]["BACKEND"].lower()
    return SharedGeneration(generation()) if is_shared else None


def announce_change() -> None:
    """Have all that was kept before dropped, here at once and on other machines soon."""
    generation().change()
    if shared := shared_generation():
        shared.tell()
    if settings.FRONT_CACHE_URLS:
        # With it come libraries that take their time to load.
        from config.front_cache.purging import purge_now

        purge_now()


def settled_generation() -> bytes | None:
    """Return the generation, for what is remembered of the data; None within a transaction."""
    return generation().current() if is_settled() else None


def watch_connection(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """Announce what a new connection changes; a receiver of `connection_created`."""
    watch(connection, announce_change, _counter())


def _counter() -> Count | None:
    if not settings.METRICS:
        return None
    # With it comes a library that takes its time to load.
    from config.monitoring.change_counts import count_change

    return count_change


def announce_at_exit() -> None:
    """Announce, as the process ends, what was committed and is not announced yet.

    A command may end by the error of another hook, which ran after the commit and before ours.
    """
    atexit.unregister(settle_all)
    atexit.register(settle_all)


def begin_process() -> None:
    """Start what a web worker or the background process needs.

    Its predecessor may have been killed between a commit and the announcement.
    """
    announce_change()
    if shared := shared_generation():
        shared.follow()
