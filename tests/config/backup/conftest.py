"""Sites that are made once and copied for each test that changes them."""

import os
import shutil
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from tests.config.backup.sites import SiteFolder


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The folders of a migrated site and of one with content, and what the script says of it."""
    folder = tmp_path_factory.mktemp("sites")
    for name in ("fresh", "starter"):
        (folder / name).mkdir()
    told = SiteFolder(folder / "starter").run_script("prepare.py", folder / "fresh")
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


@pytest.fixture
def new_database():
    """The address of an empty database on the server that the suite runs on."""
    settings = connection.settings_dict
    name = f"epoch_backup_{os.getpid()}"
    host, port = settings["HOST"] or "127.0.0.1", settings["PORT"] or 5432
    user, password = settings["USER"], settings["PASSWORD"]
    options = {"host": host, "port": port, "user": user, "password": password or None}
    with psycopg.connect(dbname="postgres", autocommit=True, **options) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        secret = f":{quote(password, safe='')}" if password else ""
        yield f"postgres://{quote(user, safe='')}{secret}@{host}:{port}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
