"""The roads in a small form: the starter content and some made-up posts, one address in so many."""

import re

import pytest
from django.db import connection

from tests import kept_database
from tests.deploy.nginx import program
from tests.postgres import address, open_server
from tests.workbench.moving_up.comparing import searches_of, walk
from tests.workbench.moving_up.trip import Trip, open_folder

pytestmark = [
    pytest.mark.processes,
    pytest.mark.longest,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="the roads lead to PostgreSQL"),
]

POSTS, CARDS, EVERY = 3, 1, 3
ALL = re.compile("")
# Where readers come to by the roads before: to look takes longer than to go there.
COMPARED = ("One machine to several", "http to https")
LEAST = 80


def test_every_road_keeps_every_address():
    for name in ("redis-server", "nginx"):
        program(name)
    with open_server() as server:
        database = address(server, "")
    short = {"many": ALL, "template": kept_database.migrated_on_server(), "is_short": True}
    with open_folder() as folder, Trip(folder, database, EVERY, **short) as trip:
        trip.make_site(POSTS, CARDS)
        figures = list(walk(trip, "", searches_of(POSTS), compared=COMPARED))
    said = "\n".join(map(str, figures))
    assert all(figure.is_kept for figure in figures), said
    shown = [figure.shown for figure in figures if figure.what.endswith("as before")]
    assert [int(each.split()[2]) > LEAST for each in shown] == [True] * len(COMPARED), said
