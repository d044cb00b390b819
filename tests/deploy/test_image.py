"""The image takes from the checkout what `.dockerignore` lets in, and nothing else."""

import tomllib

from tests.workbench.supply.locks import ROOT

LINES = [
    line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")
]
LET_IN = {line.removeprefix("!") for line in LINES if line.startswith("!")}


def test_only_what_is_named_gets_in():
    assert LINES[0] == "*"
    assert [name for name in LET_IN if not (ROOT / name).exists() or "*" in name] == []


def test_all_apps_get_in_and_what_they_read_beside_them():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    apps = project["tool"]["importlinter"]["root_packages"]
    assert {*apps, "manage.py", "pyproject.toml", "requirements.txt"} <= LET_IN


def test_what_runs_has_no_pip():
    assert "venv --without-pip" in (ROOT / "Dockerfile").read_text()
