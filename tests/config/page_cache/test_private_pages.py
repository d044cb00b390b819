"""What the site shows to some only is kept for nobody: an editor's pages, private ones, drafts."""

from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.utils import timezone

from blog.models import DraftLink
from tests.config.page_cache.asking import ask, environ, kept
from tests.factories import UserFactory


def editor_s_cookie():
    """The header of somebody who is signed in."""
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return [("Cookie", f"sessionid={client.cookies['sessionid'].value}")]


def test_an_editor_sees_the_page_of_an_editor_and_leaves_it_to_nobody(posts, django, door):
    front = door(django)
    cookie = editor_s_cookie()
    for address in ("/", "/blog/", "/blog/drift/"):
        mine = ask(front, environ(address, headers=cookie))
        assert mine.header("Cache-Control") == "private, no-store"
        theirs = ask(front, environ(address))
        assert b"wagtail-userbar" in mine.body
        assert b"wagtail-userbar" not in theirs.body
        assert ask(front, environ(address)) == theirs
        again = ask(front, environ(address, headers=cookie))
        assert b"wagtail-userbar" in again.body
    assert kept(front) == 3


@pytest.mark.parametrize("state", ["login", "groups", "password"])
def test_private_pages(state, hidden_posts, hosts, door):
    front = door(WSGIHandler())
    address = f"/blog/quicksilver-{state}/"
    first, second = (ask(front, environ(address)) for _ in range(2))
    assert first.code in (200, 302)
    assert not (first.holds("nobody may read of quicksilver"))
    assert kept(front) == 0
    if state == "password":
        assert first.holds("csrfmiddlewaretoken")
        assert first.body != second.body, "each with a token of its own"


def test_drafts_and_what_is_shared_of_them(hidden_posts, django, door):
    front = door(django)
    draft = hidden_posts["draft"]
    cookie = editor_s_cookie()
    assert ask(front, environ("/blog/quicksilver-draft/", headers=cookie)).code == 404
    assert kept(front) == 0
    reply = ask(front, environ(f"/admin/pages/{draft.pk}/view_draft/", headers=cookie))
    assert reply.code == 200
    assert kept(front) == 0
    link = DraftLink.objects.create(page=draft, expires_at=timezone.now() + timedelta(days=1))
    draft.save_revision()
    assert ask(front, environ(link.get_absolute_url())).holds("nobody may read")
    assert kept(front) == 0
    assert not ask(front, environ("/blog/quicksilver-draft/")).holds("nobody may read")
