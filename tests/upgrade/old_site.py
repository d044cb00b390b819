"""Makes the starter site of another commit, by that commit's own code, on either engine."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def old_site(commit: str, data_dir: Path) -> Iterator[str]:
    """Yield the name of the database; its media are in `data_dir`/media."""
    tree = data_dir / "code"
    git("worktree", "add", "--detach", str(tree), commit)
    try:
        with new_database(data_dir) as (name, url):
            make_site(tree, data_dir, url)
            yield name
    finally:
        git("worktree", "remove", "--force", str(tree))


def make_site(tree: Path, data_dir: Path, url: str) -> None:
    own = {"DATA_DIR": str(data_dir), "DATABASE_URL": url, "SITE_URL": "http://testserver"}
    environment = os.environ | own | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    command = [sys.executable, "manage.py", "demo", "--no-serve"]
    subprocess.run(command, cwd=tree, env=environment, check=True)


@contextmanager
def new_database(data_dir: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of a database beside the tests' own."""
    if connection.vendor == "sqlite":
        name = data_dir / "old.sqlite3"
        yield str(name), f"sqlite:///{name}"
        return
    name = f"{connection.settings_dict['NAME']}_old"
    execute(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
    try:
        login = "{USER}:{PASSWORD}@{HOST}:{PORT}".format(**connection.settings_dict)
        yield name, f"postgres://{login}/{name}"
    finally:
        execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def execute(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=settings.BASE_DIR, check=True, capture_output=True)
