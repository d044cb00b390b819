"""The value that all processes of a machine share."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.freshness.generation import Generation
from tests.config.freshness.damage import HEALING, empty, remove, replace_by_nothing, try_healing

CHANGE = """
import sys
from pathlib import Path
from config.freshness.generation import Generation
Generation(Path(sys.argv[1])).change()
"""


@pytest.fixture
def hosts(settings):
    settings.ALLOWED_HOSTS = ["example.org"]


def test_a_change_is_seen_by_another_process_at_once(tmp_path):
    generation = Generation(tmp_path / "generation")
    before = generation.current()
    subprocess.run([sys.executable, "-c", CHANGE, tmp_path / "generation"], check=True)
    assert generation.current() != before
    assert generation.current() == Generation(tmp_path / "generation").current()


def test_no_value_comes_twice(tmp_path):
    generation = Generation(tmp_path / "generation")
    assert len({generation.change() for _ in range(1000)}) == 1000


def test_while_it_cannot_be_shared_nothing_made_before_is_believed(tmp_path, caplog):
    generation = Generation(tmp_path / "missing" / "generation")
    assert len({generation.current() for _ in range(100)}) == 100
    generation.change()
    assert caplog.text.count("no finished pages are kept") == 1
    assert generation.find_problem() == "No such file or directory"


def test_it_is_shared_again_once_that_is_possible(tmp_path, caplog):
    generation = Generation(tmp_path / "missing" / "generation")
    generation.current()
    (tmp_path / "missing").mkdir()
    assert not generation.find_problem()
    assert generation.current() == Generation(generation.path).current()
    assert "shared again" in caplog.text


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_a_problem_and_no_end(tmp_path, make):
    make(tmp_path / "generation")
    assert Generation(tmp_path / "generation").find_problem()


def test_a_value_that_cannot_be_written_is_told_by_removing_it(tmp_path, monkeypatch):
    """As on a disk that copies what is written and is full."""
    reader, changer = (Generation(tmp_path / "generation") for _ in range(2))
    before = reader.current()
    changer.current()

    def fail(*args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "pwrite", fail)
        changer.change()
    assert reader.current() != before
    assert not reader.find_problem()
    assert not changer.find_problem()
    assert reader.current() == changer.current()


@pytest.mark.parametrize("damage", HEALING)
def test_damage_heals_and_each_process_says_so_once(tmp_path, caplog, damage):
    one, other = (Generation(tmp_path / "generation") for _ in range(2))
    before = one.current()
    assert other.current() == before
    damage(tmp_path / "generation")
    one.change()
    values = {one.current(), other.current()}
    assert before not in values
    assert len(values) == 1
    assert caplog.text.count("it is shared anew") <= 2


@pytest.mark.parametrize("damage", [remove, replace_by_nothing, empty])
def test_no_page_is_stale_under_load(tmp_path, hosts, damage):
    """The small form of `python -m tests.config.freshness.damage`."""
    load = try_healing(damage, tmp_path, turns=2)
    assert not load.deaths
    for reading in load.readings:
        assert reading["stale"] == 0
        assert reading["made"] < reading["asked"], "pages are kept"
        assert len(reading["lines"]) <= 2
