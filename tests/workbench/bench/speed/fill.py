"""Fills a database of made-up posts: `python -m tests.workbench.bench.speed.fill POSTS [--index]`.

A child process of the benchmark; the last line of its output tells the seconds of each step. What
is there under the same key is kept.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

# Raised when what is made up changes.
VERSION = 3
EDITOR = "editor"


def main(count: int, *, is_indexed: bool) -> None:
    django.setup()
    from django.core.management import call_command

    from blog.rendering.build import RENDERER_VERSION
    from search.index.entries import INDEX_VERSION
    from tests.workbench.bench.search import corpus

    key = f"speed {count} {VERSION} {RENDERER_VERSION} {INDEX_VERSION}"
    if corpus.kept_key() != key:
        corpus.make(key, lambda: fill(count))
    # What later versions change in the tables, they change in these as in any site's.
    call_command("migrate", verbosity=0)
    if is_indexed and "index" not in kept_seconds():
        from tests.workbench.bench.speed.search_rows import fill_index

        keep_seconds("index", fill_index)
        settle()
    print(json.dumps(kept_seconds()))  # noqa: T201


def fill(count: int) -> None:
    """Make posts, an editor, and some long posts that were really published."""
    from tests.workbench.bench.search.bulk import fill_with_made_posts
    from tests.workbench.bench.speed.long_posts import publish_long_posts
    from tests.workbench.bench.speed.search_rows import add_neighbours

    seconds_file().unlink(missing_ok=True)
    keep_seconds("posts", lambda: fill_with_made_posts(count))
    add_neighbours()
    add_editor()
    # Without it, PostgreSQL reads whole tables for each of the posts that follow.
    settle()
    publish_long_posts()
    settle()


def keep_seconds(name: str, step: Callable[[], None]) -> None:
    """Take a step, and write down how long it took."""
    began, processor = time.perf_counter(), time.process_time()
    step()
    taken = {
        name: time.perf_counter() - began,
        f"{name}, processor": time.process_time() - processor,
    }
    seconds_file().write_text(json.dumps(kept_seconds() | taken))


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


def seconds_file() -> Path:
    """Return where it stands how long the steps of making this database took."""
    from django.conf import settings
    from django.db import connection

    name = Path(connection.settings_dict["NAME"]).stem
    return settings.DATA_DIR / f"{connection.vendor}-{name}.json"


if __name__ == "__main__":
    main(int(sys.argv[1]), is_indexed="--index" in sys.argv)
