"""What browsers ask each time, and what caches in front keep, and for how long."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from config.front_cache.shared_headers import (
    ALWAYS_ASKED,
    SharedCachesMiddleware,
    cache_headers,
)
from search.public.http_caching import always_asked
from tests.blog.sharing.draft_links import make_link
from tests.factories import BlogPostPageFactory, UserFactory
from tests.people import restrict

PERSONAL = "private, no-store"
FRONT = {"http://127.0.0.1:6081": {"BACKEND": "config.front_cache.purging.FrontCache"}}
A_DAY = "max-age=86400, stale-while-revalidate=60"
PAGES = ["/", "/blog/", "/blog/drift/", "/blog/feed.xml", "/blog/drift/index.md", "/llms.txt",
         "/sitemap.xml"]  # fmt: skip


@pytest.fixture
def kept(settings):
    """Both kinds of caches are set up."""
    settings.WAGTAILFRONTENDCACHE, settings.SHARED_MAX_AGE = FRONT, 300
    return settings


def lifetimes(response):
    return response.headers.get("Cache-Control"), response.headers.get("Surrogate-Control")


@pytest.mark.parametrize("path", [*PAGES, "/nothing/", "/search/", "/search/?q=drift"])
def test_everyone_asks_each_time_unless_an_admin_accepts_less(client, post, path):
    assert lifetimes(client.get(path)) == (ALWAYS_ASKED, None)
    assert always_asked(HttpResponse()).headers["Cache-Control"] == ALWAYS_ASKED


@pytest.mark.parametrize("path", PAGES)
def test_caches_keep_what_is_public(client, post, kept, path):
    for_cdns = "public, max-age=0, s-maxage=300, stale-while-revalidate=60"
    assert lifetimes(client.get(path)) == (for_cdns, A_DAY)
    assert lifetimes(client.head(path)) == (for_cdns, A_DAY)
    tag = client.get(path).headers.get("ETag", "")
    assert lifetimes(client.get(path, headers={"If-None-Match": tag})) == (for_cdns, A_DAY)


def test_caches_keep_redirects_and_what_is_missing_for_a_minute(client, post, kept):
    Redirect.objects.create(old_path="/old", redirect_page=post)
    moved, missing = client.get("/old/"), client.get("/nothing/")
    assert (moved.status_code, lifetimes(moved)[1]) == (301, A_DAY)
    assert "s-maxage=60, stale-while-revalidate=60" in lifetimes(missing)[0]
    assert lifetimes(missing)[1] == "max-age=60, stale-while-revalidate=60"


@pytest.mark.parametrize(
    "path", ["/search/?q=drift", "/search/suggest/?q=d", "/search/rss.xml?q=d"]
)
def test_searches_are_always_asked(client, post, kept, path):
    assert lifetimes(client.get(path)) == (ALWAYS_ASKED, None)


def test_what_has_rules_of_its_own_keeps_them(client, home, kept, tmp_path):
    kept.MEDIA_ROOT = tmp_path
    (tmp_path / "a.png").write_bytes(b"x")
    for path in ("/media/a.png", "/robots.txt", "/site.webmanifest"):
        assert lifetimes(client.get(path)) == ("public, max-age=3600", None)
    static = client.get("/static/css/site.css")
    assert "max-age" in static.headers["Cache-Control"]
    assert "Surrogate-Control" not in static.headers
    assert lifetimes(client.get("/healthz")) == ("no-store", None)


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_no_cache_keeps_a_private_page(client, post, kept, kind):
    restrict(post, kind)
    assert lifetimes(client.get(post.url)) == (PERSONAL, None)


def test_no_cache_keeps_what_was_made_for_one_visitor(client, post, kept):
    post.save_revision()
    for path in (make_link(post).get_absolute_url(), "/admin/login/", "/_util/login/"):
        assert lifetimes(client.get(path)) == (PERSONAL, None)
    client.force_login(UserFactory(group="Editors"))
    assert lifetimes(client.get(post.url)) == (PERSONAL, None)


def test_what_is_not_shown_is_missing_for_no_longer_than_a_minute(client, hidden_posts, kept):
    for state in ("draft", "scheduled", "expired", "unpublished"):
        response = client.get(f"/blog/quicksilver-{state}/")
        assert response.status_code == 404
        assert lifetimes(response)[1] == "max-age=60, stale-while-revalidate=60"


def test_no_lifetime_goes_past_the_next_expiry(client, post, kept):
    BlogPostPageFactory(parent=post.get_parent(), expire_at=timezone.now() + timedelta(seconds=330))
    for_cdns, for_front = lifetimes(client.get("/llms.txt"))
    assert for_cdns.startswith("public, max-age=0, s-maxage=300, stale-while-revalidate=2")
    assert for_front.startswith("max-age=32")
    assert for_front.endswith(", stale-while-revalidate=0")


@pytest.mark.parametrize(
    ("left", "for_front"),
    [
        (None, A_DAY),
        (90_000, A_DAY),
        (86_430.9, "max-age=86400, stale-while-revalidate=30"),
        (86_400, "max-age=86400, stale-while-revalidate=0"),
        (1.9, "max-age=1, stale-while-revalidate=0"),
        (0.9, None),
        (-5, None),
    ],
)
def test_fresh_and_stale_together_end_in_time(kept, left, for_front):
    assert cache_headers("/", 200, left=left).get("Surrogate-Control") == for_front


def test_what_expired_while_the_answer_was_made_is_not_kept(blog, kept):
    def make(request):
        BlogPostPageFactory(parent=blog, expire_at=timezone.now())
        return HttpResponse("with the post")

    response = SharedCachesMiddleware(make)(RequestFactory().get("/"))
    assert lifetimes(response) == (ALWAYS_ASKED, None)


@pytest.mark.parametrize(
    ("method", "headers", "changes"),
    [
        ("POST", {}, {}),
        ("GET", {"Authorization": "Basic eDp5"}, {}),
        ("GET", {}, {"status": 500}),
        ("GET", {}, {"status": 302}),
        ("GET", {}, {"headers": {"Vary": "Cookie"}}),
    ],
)
def test_other_answers_are_left_alone(kept, method, headers, changes):
    request = RequestFactory().generic(method, "/", headers=headers)
    response = SharedCachesMiddleware(lambda request: HttpResponse(**changes))(request)
    assert lifetimes(response) == (None, None)
