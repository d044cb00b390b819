"""A finished page ends when it has to say that its post was checked too long ago."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from config.front_cache.expiry import next_expiry
from config.page_cache.cache import PageCache
from config.page_cache.expiry import ExpiryReader
from tests.config.page_cache.asking import ask, environ
from tests.factories import BlogPostPageFactory


def test_a_page_is_made_anew_on_the_day(blog, hosts, monkeypatch):
    post = BlogPostPageFactory(parent=blog, checked_on=date(2026, 1, 31))
    deadline = timezone.make_aware(datetime(2027, 7, 31))
    made = []

    def application(request, start_response):
        made.append(post.is_stale)
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"stale" if post.is_stale else b"fresh"]

    cache = PageCache(
        application,
        max_bytes=100_000,
        generation=lambda: b"1",
        next_expiry=ExpiryReader(next_expiry, lambda: b"1"),
        lifetime=lambda path, status, left: {},
    )
    for seconds, expected in ((-2, "fresh"), (-1, "fresh"), (0, "stale"), (1, "stale")):
        now = deadline + timedelta(seconds=seconds)
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        monkeypatch.setattr("time.time", now.timestamp)
        assert ask(cache, environ()).holds(expected)
    assert made == [False, True]
