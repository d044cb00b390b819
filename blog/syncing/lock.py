"""Lets one sync run at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

LOCK = "sync.lock"


class BusyError(Exception):
    """Another sync runs."""


@contextmanager
def only_sync() -> Iterator[None]:
    """Hold the site's lock; raises `BusyError` where another process of this machine has it.

    The system lets go of it when the process ends, however it does.
    """
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError from error
        yield
