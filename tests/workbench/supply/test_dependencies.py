"""What the code imports is declared in pyproject.toml, and the other way round; by deptry."""

import shutil
import subprocess
import sys

import pytest

from tests.workbench.supply.locks import ROOT


def deptry(folder, *options):
    command = [sys.executable, "-m", "deptry", *options, "--no-ansi"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


OF_TESTS = ["tests", "--exclude", "^$", "--ignore", "DEP002,DEP004"]


@pytest.mark.parametrize("options", [["."], OF_TESTS])
def test_all_that_is_imported_is_declared(options):
    result = deptry(ROOT, *options)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("import s3transfer", "DEP003"),
        ("import nowhere", "DEP001"),
        ("import hypothesis", "DEP004"),
    ],
)
def test_what_is_not_declared_for_a_running_site_is_found(tmp_path, line, rule):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "module.py").write_text(f"{line}\n")
    assert f"module.py:1:8: {rule}" in deptry(tmp_path, ".").stderr
