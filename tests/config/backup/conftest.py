"""Sites that are made once and copied for each test that changes them."""

import os
import shutil

import pytest

from tests import kept_database
from tests.config.backup.sites import SiteFolder
from tests.postgres import address, database, open_server


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The folders of a migrated site and of one with content, and what the script says of it."""
    folder = tmp_path_factory.mktemp("sites")
    for name in ("fresh", "starter"):
        (folder / name).mkdir()
        kept_database.copy_into(folder / name)
    told = SiteFolder(folder / "starter").run_script("prepare.py")
    return folder, told


@pytest.fixture(scope="session")
def starter(made):
    """A site with content, which no test changes."""
    return SiteFolder(made[0] / "starter")


@pytest.fixture(scope="session")
def backup_file(starter, tmp_path_factory):
    return starter.backup(tmp_path_factory.mktemp("backups"))


@pytest.fixture
def copy_site(made, tmp_path):
    """Return a function that copies the "fresh" or the "starter" site."""

    def copy(name, to):
        return SiteFolder(shutil.copytree(made[0] / name, tmp_path / to))

    return copy


@pytest.fixture(scope="session")
def seen(starter):
    """What is found on the site with content."""
    return starter.run_script("look.py")


@pytest.fixture
def empty_site(copy_site, request):
    """Return a function that makes an empty, migrated site on an engine."""

    def make(engine):
        site = copy_site("fresh", engine)
        return site.on(request.getfixturevalue("new_database")) if engine != "sqlite" else site

    return make


@pytest.fixture
def new_database():
    """The address of a migrated database on the server that the suite runs on."""
    template = kept_database.migrated_on_server()
    with (
        open_server() as server,
        database(server, f"epoch_backup_{os.getpid()}", template=template) as name,
    ):
        yield address(server, name)
