"""Who gets in where: every route, method and person, beside a table that people reviewed.

A pattern without a row fails; `KEEP=1 pytest tests/config/permissions` writes the table anew, to be
read line by line before it is committed. POSTs bring an empty form, and each is undone.
"""

import csv
import os
import re
import time
from collections import defaultdict
from contextlib import contextmanager
from copy import copy
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.contrib.auth.backends import ModelBackend
from django.db import connection, transaction
from django.template.base import Template
from django.test import Client

from config.request_limits import api_rate, throttled_views
from home.api.tokens import make_token
from home.sessions.activity import NOTED
from tests.config.permissions.addresses import addresses
from tests.config.permissions.routes import API, make_objects, methods_of, routes
from tests.factories import UserFactory
from tests.people import sign_in

TABLE = Path(__file__).with_name("permissions.csv")
PEOPLE = ("anonymous", "guest", "author", "editor", "admin", "deactivated")
# Turned away from the admin before any view looks at what an address names.
OUTSIDERS = {"anonymous", "guest", "deactivated"}
NOBODY = "-"
WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
# Who edits what at the moment and hears of its comments, and sessions: nothing anybody wrote.
HARMLESS = {
    "wagtailadmin_editingsession", "wagtailcore_pagesubscription", "django_session",
    "wagtailusers_userprofile", "wagtailimages_rendition",
    # When a token was last used.
    "wagtailcore_apitoken",
}  # fmt: skip
FRONT_PAGE = "/admin/"


@pytest.fixture
def people(db):
    users = {
        "anonymous": None,
        "guest": UserFactory(),
        "author": UserFactory(group="Authors"),
        "editor": UserFactory(group="Editors"),
        "admin": UserFactory(group="Admins"),
        "deactivated": UserFactory(group="Admins"),
    }
    UserFactory(group="Admins")  # so that nobody is the last one
    return users


@pytest.fixture
def clients(people, monkeypatch):
    """One client each, of whom the deactivated signed in before; no answer is drawn."""
    # A session is noted anew, and a proof of who signs in grows old, while a slow machine asks.
    started = time.time()
    monkeypatch.setattr(time, "time", lambda: started)
    found = {name: Client(raise_request_exception=False) for name in people}
    for name, user in people.items():
        if user:
            sign_in(found[name], user)
            note_session(found[name])
            token = make_token(user, "Matrix")[1]
            found[name].api_headers = {"Authorization": f"Bearer {token}"}
    people["deactivated"].is_active = False
    people["deactivated"].save()
    # Whether somebody gets in is known by then, and drawing is most of the time.
    monkeypatch.setattr(Template, "render", lambda self, context: "")
    monkeypatch.setattr(ModelBackend, "get_user", remembered(ModelBackend.get_user))
    monkeypatch.setattr(throttled_views.ThrottleMiddleware, "process_view", lambda *args: None)
    monkeypatch.setattr(api_rate, "STRANGERS", api_rate.RateLimitItemPerMinute(10**6))
    monkeypatch.setattr(api_rate, "TOKENS", api_rate.RateLimitItemPerMinute(10**6))
    return found


def note_session(client) -> None:
    """Have the session noted already, which the first request of each would else write."""
    session = client.session
    session[NOTED] = (session.session_key, int(time.time()))
    session.save()


def remembered(get_user):
    """Return a way to get a user that asks once for each, and for what they may."""
    users = {}

    def get(self, pk):
        if pk not in users:
            users[pk] = get_user(self, pk)
            if users[pk]:
                users[pk].get_all_permissions()
        return copy(users[pk])

    return get


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_let_in(response, method, route, tables) -> bool:
    """Tell whether an answer is the view's own: a form's mistakes and bad requests are.

    Wagtail sends whoever may not to the login, or, signed in, to the admin's front page; a bulk
    action answers everyone, and only leaves out what is not theirs.
    """
    if method == "POST" and route.startswith("admin/bulk/"):
        return bool(tables - HARMLESS)
    if response.status_code in (301, 302):
        return response.url != FRONT_PAGE and "/login/?next=" not in response.url
    return response.status_code not in (401, 403, 404, 405, 429)


def ask(client, method, address):
    """Return an answer and which tables it wrote to; all of it is undone."""
    written = set()

    def note(execute, sql, params, many, context):
        if match := WRITE.match(sql):
            written.add(match[1])
        return execute(sql, params, many, context)

    cookies = client.cookies.output(header="")
    with undone(), connection.execute_wrapper(note):
        response = send(client, method, address)
        if response.streaming:
            b"".join(response.streaming_content)
    # Signing out, and messages, would reach into what is asked next.
    client.cookies = SimpleCookie(cookies)
    return response, written


def send(client, method, address):
    ask = getattr(client, method.lower())
    if not address.startswith(f"/{API}"):
        return ask(address)
    more = {} if method == "GET" else {"data": "{}", "content_type": "application/json"}
    return ask(address, headers=getattr(client, "api_headers", {}), **more)


def test_everybody_gets_in_where_the_table_says_and_a_get_writes_nothing(blog, people, clients):
    objects = make_objects(blog, people)
    found, written, errors, asked = defaultdict(dict), {}, set(), defaultdict(set)
    for route in sorted(set(routes())):
        for name, client in clients.items():
            for method in methods_of(route):
                kinds = []
                asked[route].update(
                    kind for kind, _address in addresses(route, objects[name], blog.pk)
                )
                for kind, address in addresses(route, objects[name], blog.pk):
                    response, tables = ask(client, method, address)
                    if response.status_code >= 500:
                        errors.add(f"{method} {address} by {name}: {response.status_code}")
                    if is_let_in(response, method, route, tables):
                        kinds.append(kind)
                    elif name in OUTSIDERS and route.startswith("admin/"):
                        break
                    if method == "GET" and tables - HARMLESS:
                        written[address] = tables - HARMLESS
                found[route, method][name] = kinds
    rows = {key: told(cells, asked[key[0]]) for key, cells in found.items()}
    if os.environ.get("KEEP"):
        keep(rows)
    assert not errors
    assert written == {}
    kept = read()
    assert sorted(rows.keys() - kept.keys()) == [], "patterns without a row"
    assert sorted(kept.keys() - rows.keys()) == [], "rows without a pattern"
    differing = {key: (kept[key], row) for key, row in rows.items() if kept[key] != row}
    assert differing == {}


def told(cells, kinds) -> list[str]:
    """Return the cells of a row: nobody's, all, or the kinds of object that a person gets at."""
    return [
        NOBODY if not cells[name] else "all" if set(cells[name]) == kinds else "+".join(cells[name])
        for name in PEOPLE
    ]


def read() -> dict[tuple[str, str], list[str]]:
    with TABLE.open(newline="") as file:
        return {(row[0], row[1]): row[2:] for row in list(csv.reader(file))[1:]}


def keep(rows) -> None:
    with TABLE.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["route", "method", *PEOPLE])
        writer.writerows([*key, *rows[key]] for key in sorted(rows))


def test_no_form_is_taken_without_its_token(blog, people, clients):
    objects = make_objects(blog, people)["admin"]
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    sign_in(strict, people["admin"])
    note_session(strict)
    taken = set()
    for route in set(routes()):
        _kind, address = next(addresses(route, objects, blog.pk))
        response, _tables = ask(strict, "POST", address)
        if response.status_code not in (401, 403, 405):
            taken.add((route, response.status_code))
    assert taken == set()
