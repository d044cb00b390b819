"""A try of every part on two tiny blogs: that it runs and that all serve the same bytes."""

import os
import shutil
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from tests import kept_database
from tests.config.serving.processes import MANAGE

pytestmark = [pytest.mark.processes, pytest.mark.longest]
PARTS = ["hit", "post", "growth", "memory", "load"]


def test_every_part_runs_and_is_reported(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    options = ["--small", "--folder", str(tmp_path), "--only", *PARTS]
    # What a first run keeps for the next.
    shutil.copyfile(kept_database.migrated(), tmp_path / "empty.sqlite3")
    said = subprocess.run(
        [sys.executable, "-m", "tests.workbench.bench.speed", *options],
        env=environment,
        cwd=MANAGE.parent,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stderr
    assert (tmp_path / "report.md").read_text() in said.stdout
    ElementTree.parse(tmp_path / "report.svg")
    for title in ("from the cache", "bare stock one", "Growth on SQLite", "Memory", "Loading"):
        assert title in said.stdout
