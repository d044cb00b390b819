"""Fixtures for the processes that `serve` runs."""

import pytest


@pytest.fixture
def kept_connection(monkeypatch):
    """Keep the test's own connection, and so its transaction, where a process would drop it."""
    for module in ("scheduler", "task_worker"):
        monkeypatch.setattr(f"config.serving.{module}.close_old_connections", lambda: None)
