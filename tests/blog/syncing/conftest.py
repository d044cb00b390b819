"""Gives each process of tests a lock of its own."""

import pytest


@pytest.fixture(autouse=True)
def _own_lock(settings, tmp_path_factory):
    settings.DATA_DIR = tmp_path_factory.mktemp("data")
