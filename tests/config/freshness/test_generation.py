"""The value that all processes of a machine share."""

import subprocess
import sys

from config.freshness.generation import Generation

CHANGE = """
import sys
from pathlib import Path
from config.freshness.generation import Generation
Generation(Path(sys.argv[1])).change()
"""


def test_a_change_is_seen_by_another_process_at_once(tmp_path):
    generation = Generation(tmp_path / "generation")
    before = generation.current()
    subprocess.run([sys.executable, "-c", CHANGE, tmp_path / "generation"], check=True)
    assert generation.current() != before
    assert generation.current() == Generation(tmp_path / "generation").current()


def test_no_value_comes_twice(tmp_path):
    generation = Generation(tmp_path / "generation")
    assert len({generation.change() for _ in range(1000)}) == 1000


def test_without_the_file_a_process_has_its_own(tmp_path, caplog):
    generation = Generation(tmp_path / "missing" / "generation")
    before = generation.current()
    assert generation.current() == before
    generation.change()
    assert generation.current() != before
    assert "this process alone" in caplog.text
