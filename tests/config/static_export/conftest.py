"""A site that its own address is known of, asked on the test's own connection."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from blog.archive import post_list
from tests.factories import BlogPostPageFactory, TagFactory


@pytest.fixture(autouse=True)
def own_address(settings, site):
    settings.SITE_URL, settings.SITE_HOST = site.root_url, site.hostname


@pytest.fixture(autouse=True)
def own_connection():
    """Keep the connection between two requests, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def tag():
    return TagFactory(name="GPU", slug="gpu")


@pytest.fixture
def posts(blog, tag, monkeypatch):
    """Posts for three numbered pages."""
    monkeypatch.setattr(post_list, "POSTS_PER_PAGE", 2)
    return [
        BlogPostPageFactory(parent=blog, slug=f"p-{n}", title=f"P {n}", tags=[tag])
        for n in range(5)
    ]
