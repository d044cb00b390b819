"""The corpora, each in a database that is kept from one run to the next."""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import django

from tests.workbench.bench.search import fetch
from tests.workbench.bench.search.texts import Text, load_texts

# What decides how a file's text reads once it is a post.
CODE = ("blog/importing", "blog/markdown", "blog/document", "blog/rendering", "blog/blocks")

REBUILD = "search_index"


def set_up(corpus: str) -> Path:
    """Configure Django for a corpus's database, and return the benchmark's folder."""
    os.environ["BENCH_CORPUS"] = corpus
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.workbench.bench.search.settings"
    django.setup()
    from django.conf import settings

    return settings.BENCH_DIR


def posts_of(corpus: str) -> list[Text]:
    """Configure Django for a corpus that others wrote, make it if it is missing, return its posts.

    The first corpus is called `real`, the others are those of `fetch.PACKAGES`.
    """
    folder = set_up(corpus) / "markdown"
    if corpus in fetch.PACKAGES:
        posts = fetch.fetch_packages(corpus, folder)
    else:
        posts = fetch.fetch(folder)
    prepare(fetch.pins(corpus), lambda: fill_from(posts))
    return load_texts()


def prepare(key: str, fill: Callable[[], None]) -> None:
    """Make this corpus's database and fill it, unless it is there under the same key."""
    from django.core.management import call_command

    key = f"{key} {code_version()}"
    if kept_key() != key:
        make(key, fill)
    call_command("migrate", verbosity=0)


def make(key: str, fill: Callable[[], None]) -> None:
    """Make the database anew, fill it, and write its key into it."""
    from django.db import connection

    say(f"Filling {connection.settings_dict['NAME']} …")
    drop_database()
    make_tables()
    fill()
    keep_key(key)


def keep_key(key: str) -> None:
    """Write the key that the database was filled under into it."""
    from django.db import connection

    with connection.cursor() as cursor:
        # A copied database has that of another.
        cursor.execute("DROP TABLE IF EXISTS bench_corpus")
        cursor.execute("CREATE TABLE bench_corpus (name VARCHAR(200))")
        cursor.execute("INSERT INTO bench_corpus VALUES (%s)", [key])


def make_tables() -> None:
    """Migrate an empty database; an embedded one is kept to be copied, which saves ten seconds."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor != "sqlite":
        call_command("migrate", verbosity=0)
        return
    path = Path(connection.settings_dict["NAME"])
    empty = path.with_name("empty.sqlite3")
    if empty.exists():
        shutil.copyfile(empty, path)
    # Of a copy, what came since.
    call_command("migrate", verbosity=0)
    connection.close()
    if not empty.exists():
        shutil.copyfile(path, empty)


def fill_from(folder: Path) -> None:
    """Make a site, and publish the folder's Markdown files in its blog."""
    from blog.importing.markdown.reader import import_folder
    from blog.importing.reporting.report_text import first_screen
    from blog.models import BlogIndexPage
    from home.setup.pages import set_up_site

    set_up_site()
    report = import_folder(
        folder, index=BlogIndexPage.objects.get(), publish=True, progress=show_progress
    )
    say(next(first_screen(report)))


def kept_key() -> str | None:
    """Return the key that the database was filled under; None where there is none."""
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM bench_corpus")
            return cursor.fetchone()[0]
    except DatabaseError:
        return None
    finally:
        connection.close()


def drop_database() -> None:
    """Leave an empty database where the corpus's own was."""
    from django.db import connection

    connection.close()
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)
        return
    quoted = connection.ops.quote_name(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted}")
        cursor.execute(f"CREATE DATABASE {quoted}")


def code_version() -> str:
    """Return a hash of the code that a corpus is made by."""
    from django.conf import settings

    digest = hashlib.sha256()
    for folder in CODE:
        for file in sorted((settings.BASE_DIR / folder).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def rebuild_index() -> bool:
    """Write our engine's index anew; return whether there is such an engine."""
    from django.core.management import call_command, get_commands
    from django.db import connection

    if REBUILD not in get_commands():
        say("Our engine is not built yet: only its peers are judged.")
        return False
    call_command(REBUILD, "rebuild", verbosity=0, stdout=sys.stderr)
    if connection.vendor == "postgresql":
        # What autovacuum does a minute later.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return True


def site_root():
    """Return the page below which all of a corpus stands."""
    from wagtail.models import Site

    return Site.objects.get(is_default_site=True).root_page


def show_progress(done: int, total: int) -> None:
    if done % 100 == 0 or done == total:
        say(f"{done} of {total}")


def say(line: str) -> None:
    """Tell whoever waits; the report alone goes to standard output."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201  (this is a command)
