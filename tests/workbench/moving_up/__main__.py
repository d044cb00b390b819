"""Walks the roads of `deploy/moving-up.md`: `python -m tests.workbench.moving_up`.

A site is made on SQLite, with uploads on disk: made-up posts, the starter content, a draft, a
private and a scheduled post, a redirect. It takes each road by the page's own commands, as
processes with the environment that the page says. Before and after, every address that links and
sitemaps lead to is asked for: pages, lists with all their numbers, feeds, Markdown, sitemaps,
pictures, documents, redirects; status, type, target and bytes are compared. Before that, only these
are made the same:
- the address of uploads: `/media/…`, with or without the site's own, and where the store has them;
- the scheme of the site's own address.
What engines rank differently is compared as a set: answers of the search (as JSON), with their
number; of a search for several words, of which pages need hold only some, the best hit alone, since
how many of those are ranked is each engine's own. Left out: the admin, static files, what a reader
types. Of social cards 200 are painted and compared. `test_small.py` is a small form.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django

CARDS = 200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=1, help="compare one post in so many")
    parser.add_argument("--only", default="", metavar="ROAD", help="the beginning of a heading")
    parser.add_argument("--folder", type=Path, help="where to leave all that was made")
    parser.add_argument("--site", type=Path, help="the `site` that another run left")
    parser.add_argument("--server", default="", help="the address of a PostgreSQL to use, with a /")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from tests.workbench.moving_up.comparing import searches_of, walk
    from tests.workbench.moving_up.trip import Trip

    is_kept = True
    with ExitStack() as stack:
        folder = stack.enter_context(_folder(options.folder))
        server = options.server or stack.enter_context(_own_server(folder))
        trip = stack.enter_context(Trip(folder, server, options.every))
        if options.site:
            trip.take_site(options.site)
        else:
            trip.make_site(options.posts, CARDS)
        for figure in walk(trip, options.only, searches_of(options.posts)):
            print(figure, flush=True)  # noqa: T201
            is_kept &= figure.is_kept
    return int(not is_kept)


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    from tests.workbench.moving_up.trip import open_folder

    if given:
        given.mkdir(mode=0o755)
        yield given
    else:
        with open_folder() as folder:
            yield folder


@contextmanager
def _own_server(folder: Path) -> Iterator[str]:
    from tests.workbench.cluster import postgres

    with postgres.running(folder) as server:
        yield server.url.removesuffix("postgres")


if __name__ == "__main__":
    sys.exit(main())
