"""Walks the roads of `deploy/moving-up.md` by their own commands."""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from tests.config.serving.clerk import PASSWORD
from tests.deploy.nginx import nginx
from tests.workbench.cluster import servers, store
from tests.workbench.moving_up.answers import Reader
from tests.workbench.moving_up.trip import Trip, running

PAGE = servers.DEPLOY / "moving-up.md"


def to_postgres(trip: Trip) -> None:
    """Take the rows and the uploads along in a backup."""
    backups = trip.folder / "backups"
    trip.manage("backup", str(backups))
    trip.settings["DATABASE_URL"] = create_database(trip)
    trip.move_to("on-postgresql")
    trip.manage("migrate")
    trip.manage("restore", str(max(backups.glob("epoch-*.tar"))))
    trip.manage("init")
    trip.serve()


def create_database(trip: Trip) -> str:
    """Make a database with an owner of its own, who is no superuser; return its address."""
    name = f"moving_up_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(f"{trip.database}postgres", autocommit=True) as server:
        # What stands in a copy of another database belongs to who made that.
        server.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}' IN ROLE CURRENT_USER")
        server.execute(f"CREATE DATABASE {name} OWNER {name} TEMPLATE {trip.template}")
        host, port = server.info.host, server.info.port
    trip.at_the_end(lambda: drop_database(trip, name))
    return f"postgres://{name}:{PASSWORD}@{host}:{port}/{name}"


def drop_database(trip: Trip, name: str) -> None:
    with psycopg.connect(f"{trip.database}postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
        server.execute(f"DROP ROLE {name}")


def to_object_storage(trip: Trip) -> None:
    """Copy the uploads into two buckets."""
    trip.keep_running(kept := servers.object_store(trip.folder))
    trip.settings |= {
        "S3_BUCKET": servers.PUBLIC,
        "S3_PRIVATE_BUCKET": servers.PRIVATE,
        "S3_ENDPOINT_URL": kept.url,
        "S3_REGION": store.REGION,
        "AWS_ACCESS_KEY_ID": store.KEY,
        "AWS_SECRET_ACCESS_KEY": store.SECRET,
    }
    trip.store = f"{kept.url}/{servers.PUBLIC}"
    uploads = trip.data_dir / "media"
    trip.manage("copy_uploads", str(uploads))
    trip.manage("init")
    # Nothing may be read from there any more.
    uploads.rename(uploads.with_name("old-media"))
    trip.serve()


def to_several(trip: Trip) -> None:
    """Have two web servers and two background processes, of which one stands by."""
    trip.keep_running(cache := servers.redis(trip.folder))
    trip.settings["CACHE_URL"] = f"rediscache://127.0.0.1:{cache.port}/0"
    with trip.timed("serve --background"):
        trip.keep_running(*(trip.other_machine(f"background-{n}", "background") for n in (1, 2)))
    # As for a new version.
    trip.manage("migrate")
    trip.manage("init")
    trip.doors = several_webs


@contextmanager
def several_webs(trip: Trip) -> Iterator[list[Reader]]:
    """Have readers ask each of two machines for everything."""
    machines = [trip.other_machine(f"web-{number}", "web") for number in (1, 2)]
    with running(*machines):
        yield [Reader(each.url, trip.store) for each in machines]


def to_https(trip: Trip) -> None:
    """Put nginx with a certificate in front."""
    trip.settings |= {
        "SITE_URL": trip.settings["SITE_URL"].replace("http:", "https:"),
        "TRUST_FORWARDED_PROTO": "true",
        "TRUSTED_PROXIES": "1",
    }
    trip.doors = behind_nginx


@contextmanager
def behind_nginx(trip: Trip) -> Iterator[list[Reader]]:
    """Have readers come by https, through nginx as `deploy/` sets it up, which `nginx -t` read."""
    folder = trip.folder / "nginx"
    folder.mkdir(exist_ok=True)
    server = trip.web()
    with nginx(folder, site_port=server.port) as (_plain, secure), running(server):
        certificate = str(folder / "fullchain.pem")
        yield [Reader(f"https://127.0.0.1:{secure}", trip.store, certificate)]


# By their headings in the page, in its order; and the roads that one needs first.
ROADS: dict[str, tuple[Callable[[Trip], None], tuple[str, ...]]] = {
    "SQLite to PostgreSQL": (to_postgres, ()),
    "Disk to object storage": (to_object_storage, ()),
    "One machine to several": (
        to_several,
        ("SQLite to PostgreSQL", "Disk to object storage"),
    ),
    "http to https": (to_https, ()),
}


def commands_of(heading: str) -> list[str]:
    """Return the commands that the page has one run on a road, in its order."""
    section = PAGE.read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"`(manage\.py [a-z_]+)", section)
