"""The image takes from the checkout what `.dockerignore` lets in, and nothing else."""

import re
import tomllib

from django.conf import settings

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


DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_what_runs_has_no_pip():
    assert "venv --without-pip" in DOCKERFILE


def test_its_label_names_the_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f"ARG VERSION={project['version']}\n" in DOCKERFILE
    assert f'image.licenses="{project["license"]}"' in DOCKERFILE


def test_what_it_collects_holds_for_the_api_too():
    """Without its files a container with API=true would refuse to start."""
    assert re.search(r"API=true .*\n.*collectstatic", DOCKERFILE)


def test_it_runs_as_nobody_else_and_leaves_out_nothing_that_uploads_need():
    assert "USER epoch" in DOCKERFILE.rpartition("FROM")[2]
    assert not {"heic", "heif"} & set(settings.WAGTAILIMAGES_EXTENSIONS)
