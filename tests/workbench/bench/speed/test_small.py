"""A try of the parts on two tiny blogs: that they run and that all serve the same bytes.

Of growth and loading, which take longest, with `LOAD=full` before pytest alone.
"""

import os
import shutil
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from tests import kept_database
from tests.config.serving.processes import MANAGE

pytestmark = [pytest.mark.processes, pytest.mark.longest]
# By part, what its section is called.
TITLES = {"hit": "from the cache", "post": "bare stock one", "memory": "Memory"}
if os.environ.get("LOAD") == "full":
    TITLES |= {"growth": "Growth on SQLite", "throughput": "Throughput", "load": "Loading"}


def test_the_parts_run_and_are_reported(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    options = ["--small", "--folder", str(tmp_path), "--only", *TITLES]
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
    for title in TITLES.values():
        assert title in said.stdout
