"""Fills a database of made-up posts: `python -m tests.workbench.bench.speed.fill POSTS [URL]`.

A child process of the benchmark; the last line of its output tells the seconds of each step, and
the bytes that the database takes. What is there under the same key is kept. With URL, that of a
smaller one, it is copied and its posts are.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import django

# Raised when what is made up changes.
VERSION = 4
EDITOR = "editor"


def main(count: int, source: str) -> None:
    django.setup()
    from django.core.management import call_command

    from blog.rendering.build import RENDERER_VERSION
    from search.index.entries import INDEX_VERSION
    from tests.workbench.bench.search import corpus

    key = f"speed {count} {VERSION} {RENDERER_VERSION} {INDEX_VERSION}"
    if corpus.kept_key() != key:
        corpus.drop_database()
        seconds_file().unlink(missing_ok=True)
        if source:
            fill_by_copying(count, source)
        else:
            corpus.make_tables()
            fill(count)
        corpus.keep_key(key)
    # What later versions change in the tables, they change in these as in any site's.
    call_command("migrate", verbosity=0)
    print(json.dumps(kept_seconds() | {"bytes": database_bytes()}))  # noqa: T201


def fill(count: int) -> None:
    """Make posts, an editor, some long posts that were really published, and the search index."""
    from tests.workbench.bench.search.bulk import fill_with_made_posts
    from tests.workbench.bench.speed.long_posts import publish_long_posts
    from tests.workbench.bench.speed.search_rows import add_neighbours, fill_index

    keep_seconds("posts", lambda: fill_with_made_posts(count))
    keep_seconds("neighbours", add_neighbours)
    add_editor()
    # Without it, PostgreSQL reads whole tables for each of the posts that follow.
    settle()
    keep_seconds("long posts", publish_long_posts)
    keep_seconds("index", fill_index)
    keep_seconds("settled", settle)


def fill_by_copying(count: int, source: str) -> None:
    """Copy a database of as many posts on the other engine, or a smaller one on the same."""
    from django.db import connection

    from tests.workbench.bench.search import corpus
    from tests.workbench.bench.speed.copies import copy_database, copy_posts
    from tests.workbench.bench.speed.tables import copy_tables

    parts = urlsplit(source)
    if parts.scheme == "sqlite" and connection.vendor != "sqlite":
        corpus.make_tables()
        keep_seconds("copied tables", lambda: copy_tables(parts.path))
    else:
        keep_seconds("copied database", lambda: copy_database(parts.path))
        keep_seconds("copies", lambda: copy_posts(count))
    keep_seconds("settled", settle)


def keep_seconds(name: str, step: Callable[[], None]) -> None:
    """Take a step, and write down how long it took."""
    from tests.workbench.bench.search.corpus import say

    began, processor = time.perf_counter(), time.process_time()
    step()
    taken = {
        name: time.perf_counter() - began,
        f"{name}, processor": time.process_time() - processor,
    }
    seconds_file().write_text(json.dumps(kept_seconds() | taken))
    say(f"{name}: {taken[name]:.0f} s")


def kept_seconds() -> dict[str, float]:
    file = seconds_file()
    return json.loads(file.read_text()) if file.exists() else {}


def add_editor() -> None:
    from django.contrib.auth.models import Group, User

    from home.setup.sites import sync_default_site

    sync_default_site()
    user = User.objects.create_user(EDITOR, f"{EDITOR}@example.org")
    user.groups.add(Group.objects.get(name="Editors"))


def settle() -> None:
    """Do at once what PostgreSQL's autovacuum does a minute later."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def database_bytes() -> int:
    """Return what the database takes on the disk."""
    from django.db import connection

    statements = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        "postgresql": "SELECT pg_database_size(current_database())",
    }
    with connection.cursor() as cursor:
        cursor.execute(statements[connection.vendor])
        return cursor.fetchone()[0]


def seconds_file() -> Path:
    """Return where it stands how long the steps of making this database took."""
    from django.conf import settings
    from django.db import connection

    name = Path(connection.settings_dict["NAME"]).stem
    return settings.DATA_DIR / f"{connection.vendor}-{name}.json"


if __name__ == "__main__":
    main(int(sys.argv[1]), source="".join(sys.argv[2:]))
