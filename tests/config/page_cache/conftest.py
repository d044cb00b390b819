"""A site behind its front door, as `config.wsgi` builds it, and caches that nobody used yet."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from config.page_cache.cache import PageCache
from config.request_limits.request_guard import RequestGuard
from tests.config.page_cache.asking import Repeating
from tests.factories import BlogPostPageFactory


@pytest.fixture(autouse=True)
def open_connection():
    """Keep the test's transaction open, as Django's own test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def hosts(settings):
    """Settings as a site has them that names its hosts."""
    settings.ALLOWED_HOSTS = ["example.org", "www.example.org"]
    settings.SITE_URL = "http://example.org"
    return settings


@pytest.fixture
def proxied(hosts):
    """The same behind a proxy that speaks https and says so."""
    hosts.SITE_URL = "https://example.org"
    hosts.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    hosts.SECURE_SSL_REDIRECT = hosts.SESSION_COOKIE_SECURE = hosts.CSRF_COOKIE_SECURE = True
    hosts.SECURE_HSTS_SECONDS = 3600
    hosts.SESSION_COOKIE_NAME = "__Host-sessionid"
    hosts.CSRF_COOKIE_NAME = "__Host-csrftoken"
    return hosts


@pytest.fixture
def door(hosts):
    """Return a function that puts a new cache, and the front door, before an application."""

    def build(application, **options):
        options = {
            "max_bytes": 16 * 1024 * 1024,
            "generation": lambda: b"as it is",
            "next_expiry": lambda: None,
            "lifetime": lambda *asked: {},
            **options,
        }
        return RequestGuard(PageCache(application, **options))

    return build


@pytest.fixture
def django(hosts):
    """Django, which is asked once where all that it is told is the same: it would say the same."""
    return Repeating(WSGIHandler())


@pytest.fixture
def posts(post, monkeypatch):
    """Two posts, and a list that shows one on each of its pages."""
    monkeypatch.setattr("blog.archive.post_list.POSTS_PER_PAGE", 1)
    return [post, BlogPostPageFactory(parent=post.get_parent(), slug="older")]
