"""Tells every web worker when the scheduler last ran.

A file in DATA_DIR, which costs no write to the database; and the cache, which, where it is a
shared one, tells web servers on other machines.
"""

import time
from contextlib import suppress

from django.conf import settings
from django.core.cache import cache

KEY = "epoch-scheduler-ran-at"
FILE_NAME = "scheduler-ran-at"


def beat() -> None:
    """Note that the scheduler has just run; a full disk or a lost cache doesn't stop it."""
    with suppress(OSError):
        (settings.DATA_DIR / FILE_NAME).touch(mode=0o600)
    cache.set(KEY, time.time(), timeout=None)


def seconds_since_beat() -> float | None:
    """Return the age of the last run, by the clock that is newest; None if none is known."""
    known = []
    with suppress(OSError):
        known.append((settings.DATA_DIR / FILE_NAME).stat().st_mtime)
    if isinstance(shared := cache.get(KEY), float):
        known.append(shared)
    return max(0.0, time.time() - max(known)) if known else None
