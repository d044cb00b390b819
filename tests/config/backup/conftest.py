"""Sites that are made once and copied for each test that changes them."""

import os
import shutil
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from tests import kept_database
from tests.config.backup.sites import SiteFolder


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


@pytest.fixture(scope="session")
def server():
    """A connection to the PostgreSQL server that the suite runs on."""
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"] or "127.0.0.1",
        port=settings["PORT"] or 5432,
        user=settings["USER"],
        password=settings["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    ) as server:
        yield server


@pytest.fixture(scope="session")
def migrated_database(server, made):
    """The name of a database that was migrated and nothing more."""
    with database(server, f"epoch_migrated_{os.getpid()}", template="template0") as name:
        site = SiteFolder(made[0] / "fresh", address(server, name))
        assert site.manage("migrate", "--verbosity=0") == (0, "", "")
        yield name


@pytest.fixture
def new_database(server, migrated_database):
    """The address of a migrated database."""
    with database(server, f"epoch_backup_{os.getpid()}", template=migrated_database) as name:
        yield address(server, name)


@contextmanager
def database(server, name, *, template):
    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield name
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def address(server, name):
    user, password = (quote(text, safe="") for text in (server.info.user, server.info.password))
    secret = f":{password}" if password else ""
    return f"postgres://{user}{secret}@{server.info.host}:{server.info.port}/{name}"
