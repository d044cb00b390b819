"""Fixtures for what a process remembers and tests must not."""

import pytest

from config.request_limits import proxy_warning


@pytest.fixture
def kept_connection(monkeypatch):
    """Keep the test's own connection, and so its transaction, where a process would drop it."""
    for module in ("scheduler", "task_worker"):
        monkeypatch.setattr(f"config.background.{module}.close_old_connections", lambda: None)


@pytest.fixture(autouse=True)
def no_proxy_seen():
    """Forget the proxies that requests of other tests came by; a process warns of them once."""
    proxy_warning._seen.clear()
