"""Looks whether all that the site needs is there, without writing to database or disk.

`health.py` answers `/readyz` by it.
"""

import os
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from wagtail.images import get_image_model

from config.backup.nightly import state
from config.freshness.announcing import generation
from config.monitoring.heartbeat import seconds_since_beat
from config.request_limits.proxy_warning import is_proxy_unknown
from config.serving.preflight import count_unapplied_migrations
from config.serving.role import Role, current_role

# Seconds: an answer is kept this long, whoever asks, and no check is waited for longer.
KEEP_SECONDS = 2.0
PATIENCE_SECONDS = 2.0
CONNECT_SECONDS = 1.0
SILENT_AFTER_SECONDS = 300.0
MIN_FREE_BYTES = 16 * 1024 * 1024
CACHE_TRIES = 3
OK, DOWN = "ok", "down"


class Probe:
    """One check, run in a thread of its own, so that one which hangs can't hold up the answer."""

    def __init__(self, check: Callable[[], str]) -> None:
        self.check = check
        self.lock = threading.Lock()
        self.known = DOWN
        self.asked_at = float("-inf")
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin anew unless the last answer is fresh or the last check still hangs."""
        with self.lock:
            hangs = self.thread is not None and self.thread.is_alive()
            if not hangs and time.monotonic() - self.asked_at >= KEEP_SECONDS:
                self.asked_at = time.monotonic()
                self.thread = threading.Thread(target=self.run, name="readiness", daemon=True)
                self.thread.start()

    def run(self) -> None:
        try:
            self.known = self.check()
        except Exception:
            # What went wrong may name hosts and people, and anyone may ask.
            self.known = DOWN
        finally:
            connection.close()

    def state(self, deadline: float) -> str:
        """Return the check's answer; "down" if there is none by this time of `time.monotonic`."""
        if self.thread is None:
            return DOWN
        self.thread.join(max(0.0, deadline - time.monotonic()))
        return DOWN if self.thread.is_alive() else self.known


class Migrations:
    """Compares with the code's migrations only until all are there: that takes 50 ms."""

    def __init__(self) -> None:
        self.complete: set[tuple[str, str]] | None = None

    def check(self) -> str:
        applied = set(MigrationRecorder(connection).applied_migrations())
        if self.complete is None or not self.complete <= applied:
            if count_unapplied_migrations():
                return "pending"
            self.complete = applied
        return OK


def check_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return OK if cursor.fetchone() == (1,) else DOWN


def check_storage() -> str:
    """Tell whether uploads could be kept: locally by rights and room, else by a connection."""
    if isinstance(default_storage, FileSystemStorage):
        folder = first_existing(Path(default_storage.location))
        room = os.statvfs(folder)
        is_writable = os.access(folder, os.W_OK | os.X_OK)
        return OK if is_writable and room.f_bavail * room.f_frsize > MIN_FREE_BYTES else DOWN
    # Any: S3Storage would have to be imported, which takes long. Of its bucket there is one in a
    # process, and with it one client.
    store: Any = storages["pictures"]
    address = urlsplit(store.bucket.meta.client.meta.endpoint_url)
    port = address.port or (443 if address.scheme == "https" else 80)
    socket.create_connection((address.hostname or "", port), timeout=CONNECT_SECONDS).close()
    return OK


def check_uploads() -> str:
    """Tell whether this machine's folder, where uploads lie in one, has the newest picture."""
    if not isinstance(default_storage, FileSystemStorage):
        return OK
    newest = get_image_model().objects.order_by("-pk").values_list("file", flat=True).first()
    return OK if newest is None or default_storage.exists(newest) else "missing"


def first_existing(folder: Path) -> Path:
    """Return the folder, or that above it where it will be made with the first upload."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def check_scheduler() -> str:
    age = seconds_since_beat()
    return OK if age is not None and age < SILENT_AFTER_SECONDS else "silent"


def check_cache() -> str:
    """Tell whether a value comes back: a lost cache swallows errors."""
    return OK if any(map(comes_back, range(CACHE_TRIES))) else DOWN


def comes_back(attempt: int) -> bool:
    """Tell whether a value comes back; a change of the site in between empties our own cache."""
    key = f"epoch-readiness-{attempt}"
    cache.set(key, settings.SITE_URL, timeout=60)
    return cache.get(key) == settings.SITE_URL


def check_proxies() -> str:
    return "unknown" if is_proxy_unknown() else OK


def check_freshness() -> str:
    """Tell whether processes hear of each other's changes, without which none keeps pages."""
    problem = generation().find_problem()
    return f"not shared: {problem}" if problem else OK


def check_backup() -> str:
    """Tell whether the nightly backup, where one is set up, is no older than it should be."""
    found = state()
    return OK if found == "off" else found


PROBES = {
    "database": Probe(check_database),
    "migrations": Probe(Migrations().check),
    "storage": Probe(check_storage),
    "uploads": Probe(check_uploads),
    "scheduler": Probe(check_scheduler),
    "cache": Probe(check_cache),
    "freshness": Probe(check_freshness),
    "proxies": Probe(check_proxies),
    "backup": Probe(check_backup),
}
DISPENSABLE = {"uploads", "cache", "freshness", "proxies", "backup"}


def dispensable() -> set[str]:
    """Return the parts without which readers are served all the same.

    A web server of its own is not taken out because the background process is away elsewhere, nor
    any because a store is: what it lacks are pictures, which readers get from there themselves.
    """
    elsewhere = {"scheduler"} if current_role() is Role.WEB else set()
    return DISPENSABLE | elsewhere | ({"storage"} if settings.S3_BUCKET else set())


def readiness() -> tuple[str, dict[str, str]]:
    """Return "ready", "degraded" or "not ready", and the state of each part by name."""
    for probe in PROBES.values():
        probe.start()
    deadline = time.monotonic() + PATIENCE_SECONDS
    states = {name: probe.state(deadline) for name, probe in PROBES.items()}
    failing = {name for name, state in states.items() if state != OK}
    if failing - dispensable():
        return "not ready", states
    return ("degraded" if failing else "ready"), states
