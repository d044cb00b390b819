"""Nothing that a stranger can send counts as a change, by which he would empty all caches."""

import pytest
from django.db import connection
from wagtail.models import PageViewRestriction

from config.freshness.watcher import watcher_of
from tests.factories import TagFactory, UserFactory

RESET = "/admin/password_reset/"
READINGS = [
    "/",
    "/blog/",
    "/blog/drift/",
    "/blog/drift",
    "/blog/drift/?page=2&x=1",
    "/blog/nowhere/",
    "/blog/quicksilver-login/",
    "/blog/quicksilver-password/",
    "/blog/feed.xml",
    "/blog/drift/index.md",
    "/sitemap.xml",
    "/search/?q=drift",
    "/search/?q=nothing-like-it",
    "/search/?q=drift&format=json",
    "/drafts/a-token/",
    "/documents/1/a.pdf",
    "/media/images/a.webp",
    "/admin/",
    "/admin/login/",
    RESET,
    "/healthz",
]


@pytest.fixture
def watcher(db):
    """What watches the connection; nothing has changed yet."""
    connection.ensure_connection()
    return watcher_of(connection)


@pytest.fixture
def site_with_everything(post, hidden_posts, watcher):
    UserFactory(username="editor", email="editor@example.org", is_superuser=True)
    watcher.has_changed = False
    return post


def test_the_watcher_sees_what_does_change(site_with_everything, watcher):
    TagFactory()
    assert watcher.has_changed


@pytest.mark.parametrize("cookie", ["", "sessionid=forged; csrftoken=" + "a" * 32])
def test_reading(cookie, site_with_everything, watcher, client):
    for address in READINGS:
        for method in (client.get, client.head, client.options):
            method(address, headers={"Cookie": cookie} if cookie else {})
            assert not watcher.has_changed, address


def test_trying_passwords(site_with_everything, watcher, client):
    restriction = PageViewRestriction.objects.get(restriction_type="password")
    private = f"/_util/authenticate_with_password/{restriction.pk}/{restriction.page_id}/"
    for address, form in [
        (private, {"password": "wrong", "return_url": "/"}),
        (private, {"password": "open-sesame", "return_url": "/"}),
        ("/admin/login/", {"username": "editor", "password": "wrong"}),
        ("/admin/login/", {"username": "nobody", "password": "wrong"}),
        (RESET, {"email": "editor@example.org"}),
        (RESET, {"email": "nobody@example.org"}),
    ]:
        client.post(address, form)
        assert not watcher.has_changed, (address, form)


def test_signing_in_and_out(site_with_everything, watcher, client):
    form = {"username": "editor", "password": "secret-lamp-42", "next": "/admin/"}
    assert client.post("/admin/login/", form).status_code == 302
    client.get("/admin/")
    client.post("/admin/logout/")
    assert not watcher.has_changed
