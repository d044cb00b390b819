"""What the tests of the dashboard share."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from blog.models import BlogPostPage
from tests.factories import BlogPostPageFactory


@pytest.fixture
def shown_to():
    """Return a function that returns the dashboard of a user, by the ids of its panels.

    An Author has no panel "waiting", for instance; what is no panel stands at "".
    """

    def shown_to(user, **query) -> dict[str, str]:
        client = Client()
        client.force_login(user)
        page = client.get("/admin/", query).content.decode()
        main = page[page.index("<main") :]
        parts = re.split(r'<section\s[^>]*?id="([\w-]+)-section"', main)
        return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}

    return shown_to


@pytest.fixture
def schedule(blog):
    """Return a function that makes a draft that is to go live, tomorrow by default."""

    def schedule(title: str, *, at=None, **kwargs) -> BlogPostPage:
        at = at or timezone.now() + timedelta(days=1)
        post = BlogPostPageFactory(parent=blog, title=title, live=False, go_live_at=at, **kwargs)
        post.save_revision(approved_go_live_at=at)
        return post

    return schedule
