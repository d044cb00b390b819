"""What happens when the public's view has changed: the one place that all of it starts from."""

import atexit
from functools import cache as remember_one

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from config.freshness.generation import Generation
from config.freshness.shared import SharedGeneration
from config.freshness.watcher import is_settled, settle_all, watch
from config.front_cache import purge_now

FILE_NAME = "generation"


@remember_one
def generation() -> Generation:
    """The generation of this machine's data, in DATA_DIR."""
    return Generation(settings.DATA_DIR / FILE_NAME)


@remember_one
def shared_generation() -> SharedGeneration | None:
    """The same for several machines; None without a shared cache."""
    is_shared = "redis" in settings.CACHES["default"]["BACKEND"].lower()
    return SharedGeneration(generation()) if is_shared else None


def announce_change() -> None:
    """Make all that was kept before worthless, here at once and on other machines soon."""
    generation().change()
    if shared := shared_generation():
        shared.tell()
    purge_now()


def settled_generation() -> bytes | None:
    """The generation, for what is remembered of the data; None within a transaction."""
    return generation().current() if is_settled() else None


def watch_connection(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    watch(connection, announce_change)


def watch_all() -> None:
    """Watch each connection from its making on, to the end of the process.

    A command may end by the error of another hook, which ran after the commit and before ours.
    """
    connection_created.connect(watch_connection, dispatch_uid="epoch_freshness")
    atexit.unregister(settle_all)
    atexit.register(settle_all)


def begin_process() -> None:
    """Start what a web worker or the background process needs.

    Its predecessor may have been killed between a commit and the announcement.
    """
    announce_change()
    if shared := shared_generation():
        shared.follow()
