"""Migrations that have not landed yet leave the tables as the code before them can use them.

While a release is rolled out, web servers of both versions read and write. Judged by the SQL that
PostgreSQL gets, so on that engine alone; a table that SQLite builds anew looks broken.
"""

import pytest
from django.db import connection, migrations, models
from django_migration_linter import MigrationLinter

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="judges PostgreSQL's statements"),
]
# The last migration of each app that was landed when the rule came.
LANDED = {"blog": 23, "home": 8, "search": 9}


@pytest.fixture
def linter():
    return MigrationLinter(analyser_string="postgresql", no_cache=True)


def test_new_migrations_are_safe_beside_the_code_before_them(linter, capsys):
    for (app, name), migration in sorted(linter.migration_loader.disk_migrations.items()):
        if app in LANDED and int(name[:4]) > LANDED[app] and not migration.replaces:
            linter.lint_migration(migration)
    assert not linter.has_errors, capsys.readouterr().out


def field(**options):
    return models.CharField(max_length=9, **options)


@pytest.mark.parametrize(
    ("operation", "is_refused"),
    [
        (migrations.AddField("author", "nickname", field(default="")), True),
        (migrations.AddField("author", "nickname", field(db_default="")), False),
        (migrations.AddField("author", "nickname", field(null=True)), False),
        (migrations.RemoveField("author", "name"), True),
        (migrations.RenameField("author", "name", "full_name"), True),
        (migrations.DeleteModel("author"), True),
    ],
)
def test_a_breaking_one_is_refused(linter, monkeypatch, operation, is_refused):
    last = linter.migration_loader.disk_migrations["blog", "0023_orcid_and_doi"]
    state = linter.migration_loader.project_state(("blog", last.name))
    after = state.clone()
    operation.state_forwards("blog", after)
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        operation.database_forwards("blog", editor, state, after)
    monkeypatch.setattr(linter, "get_sql", lambda *_: editor.collected_sql)
    linter.lint_migration(last)
    assert linter.has_errors is is_refused
