"""Fills a database of made-up posts: `python -m tests.bench.speed.fill POSTS`, a child process.

It is kept under a key of the code that made it; the last line tells the seconds of each step.
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


def main(count: int) -> None:
    django.setup()
    from tests.bench.search import corpus

    seconds: dict[str, float] = {}
    corpus.prepare(f"speed {count} {VERSION}", lambda: fill(count, seconds))
    print(json.dumps(seconds or json.loads(kept_seconds().read_text())))  # noqa: T201


def fill(count: int, seconds: dict[str, float]) -> None:
    """Make posts, their index, an editor, and some long posts that were really published."""
    from tests.bench.search.bulk import fill_with_made_posts
    from tests.bench.speed.long_posts import publish_long_posts
    from tests.bench.speed.search_rows import fill_index

    timed(seconds, "posts", lambda: fill_with_made_posts(count))
    timed(seconds, "index", fill_index)
    add_editor()
    publish_long_posts()
    settle()
    kept_seconds().write_text(json.dumps(seconds))


def timed(seconds: dict[str, float], name: str, step: Callable[[], None]) -> None:
    began = time.perf_counter()
    step()
    seconds[name] = time.perf_counter() - began


def add_editor() -> None:
    from django.contrib.auth.models import Group, User

    from home.sites import sync_default_site

    sync_default_site()
    user = User.objects.create_user(EDITOR, f"{EDITOR}@example.org")
    user.groups.add(Group.objects.get(name="Editors"))


def settle() -> None:
    """Do at once what PostgreSQL's autovacuum does a minute later."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def kept_seconds() -> Path:
    """Return where it stands how long this database's making took."""
    from django.conf import settings
    from django.db import connection

    name = Path(connection.settings_dict["NAME"]).stem
    return settings.DATA_DIR / f"{connection.vendor}-{name}.json"


if __name__ == "__main__":
    main(int(sys.argv[1]))
