"""What happens when the public's view has changed: the one place that all of it starts from."""

from functools import cache as remember_one

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from config.freshness.generation import Generation
from config.freshness.shared import SharedGeneration
from config.freshness.watcher import is_settled, watch
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
    value = generation().change()
    if shared := shared_generation():
        shared.tell(value)
    purge_now()


def settled_generation() -> bytes | None:
    """The generation, for what is remembered of the data; None while this thread's own changes
    wait for their commit."""
    return generation().current() if is_settled() else None


def watch_connection(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    watch(connection, announce_change)


def watch_all() -> None:
    """Watch each connection from its making on."""
    connection_created.connect(watch_connection, dispatch_uid="epoch_freshness")


def begin_process() -> None:
    """Start what a web worker or the background process needs.

    Its predecessor may have been killed between a commit and the announcement.
    """
    announce_change()
    if shared := shared_generation():
        shared.follow()
