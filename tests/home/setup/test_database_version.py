"""A database that a newer version migrated."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from config.serving.preflight import check_database
from home.setup.database_version import newer_migrations

pytestmark = pytest.mark.django_db


def apply(app, name):
    MigrationRecorder(connection).record_applied(app, name)


@pytest.mark.parametrize(
    ("app", "name", "is_newer"),
    [
        ("blog", "9999_more", True),
        ("wagtailcore", "9999_more", True),
        ("home", "0001_of_what_was_squashed", False),
        ("taken_out", "0099_more", False),
    ],
)
def test_only_what_comes_after_the_code_is_newer(app, name, is_newer):
    assert newer_migrations(MigrationLoader(connection)) == []
    apply(app, name)
    assert newer_migrations(MigrationLoader(connection)) == [f"{app}.{name}"] * is_newer


def test_one_of_another_branch_with_the_last_number_is_newer():
    loader = MigrationLoader(connection)
    last = max(name for app, name in loader.disk_migrations if app == "search")
    apply("search", f"{last[:4]}_of_another_branch")
    assert newer_migrations(MigrationLoader(connection))


@pytest.mark.parametrize("command", [("demo", "--no-serve"), ("init",), ("backup", "folder")])
def test_commands_that_write_or_keep_are_refused(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    apply("blog", "9999_more")
    apply("search", "9999_other")
    with pytest.raises(CommandError, match=r"does not know blog\.9999_more, search\.9999_other"):
        call_command(*command)
    assert not list(tmp_path.iterdir())


def test_a_start_is_refused():
    check_database()
    apply("blog", "9999_more")
    with pytest.raises(CommandError, match=r"newer than this version.* blog\.9999_more"):
        check_database()
