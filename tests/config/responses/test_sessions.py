"""Readers have no session, nothing is written while they read, and caches keep nothing personal."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.blog.sharing.draft_links import make_link
from tests.factories import (
    AuthorFactory,
    BlogPostPageFactory,
    SeriesFactory,
    StandardPageFactory,
    TagFactory,
    UserFactory,
)
from tests.people import restrict

NOW = timezone.now()
PAGES = [
    "/", "/blog/", "/blog/post/", "/blog/archive/", f"/blog/{NOW.year}/",
    f"/blog/{NOW.year}/{NOW.month}/", "/blog/tags/", "/blog/tags/tag/", "/blog/authors/team/",
    "/blog/series/", "/blog/series/series/", "/about/", "/search/", "/search/?q=this",
    "/feed.xml", "/blog/rss.xml", "/blog/tags/tag/feed.json", "/search/rss.xml?q=this",
    "/index.md", "/blog/post/index.md", "/llms.txt", "/sitemap.xml", "/sitemap-pages-0.xml",
    "/robots.txt", "/site.webmanifest", "/nothing/", "/favicon.ico", "/healthz",
]  # fmt: skip
PERSONAL = "private, no-store"


@pytest.fixture
def pages(blog, home):
    StandardPageFactory(parent=home, slug="about")
    BlogPostPageFactory(
        parent=blog,
        slug="post",
        tags=[TagFactory(slug="tag")],
        authors=[AuthorFactory(slug="team")],
        series=SeriesFactory(slug="series"),
    )


@pytest.fixture
def visit(client):
    """Return a function that gets an address and the statements this took."""

    def visit(url, **kwargs):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url, **kwargs)
        return response, [query["sql"] for query in queries]

    return visit


def written(statements: list[str]) -> list[str]:
    return [sql for sql in statements if sql.split()[0] in ("INSERT", "UPDATE", "DELETE")]


@pytest.mark.parametrize("url", PAGES)
def test_a_reader_has_no_session(pages, visit, url):
    response, statements = visit(url)
    assert response.status_code == {"/nothing/": 404, "/favicon.ico": 302}.get(url, 200)
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert "private" not in response.headers.get("Cache-Control", "")
    assert [sql for sql in statements if "django_session" in sql or "auth_user" in sql] == []
    assert written(statements) == []


@pytest.mark.parametrize("url", PAGES)
def test_nothing_is_written_while_an_editor_reads(pages, client, visit, url):
    client.force_login(UserFactory(group="Editors"))
    response, statements = visit(url)
    assert written(statements) == []
    assert url == "/healthz" or response.headers["Cache-Control"] == PERSONAL


@pytest.mark.parametrize("cookie", ["x" * 32, "", "../../etc", "\x7f" * 5000])
def test_a_forged_session_breaks_nothing(pages, client, visit, settings, cookie):
    # As it comes from the network: Python's own cookies take no control characters.
    client.defaults["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}={cookie}"
    response, statements = visit("/blog/post/")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == PERSONAL
    assert b"wagtail-userbar" not in response.content
    assert written(statements) == []


def test_a_stale_session_breaks_nothing(pages, client, visit):
    client.force_login(UserFactory(group="Editors"))
    client.session.flush()
    response, statements = visit("/")
    assert response.status_code == 200
    assert b"wagtail-userbar" not in response.content
    assert written(statements) == []


def test_editors_alone_get_the_user_bar(pages, client):
    assert b"wagtail-userbar" not in client.get("/").content
    client.force_login(UserFactory())
    assert b"wagtail-userbar" not in client.get("/").content
    client.force_login(UserFactory(group="Editors"))
    assert b"wagtail-userbar" in client.get("/").content
    assert b"wagtail-userbar" in client.get("/blog/post/").content


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_no_cache_keeps_a_private_page(client, post, kind):
    restrict(post, kind)
    assert client.get(post.url).headers["Cache-Control"] == PERSONAL


@pytest.mark.parametrize("url", ["/admin/login/", "/admin/password_reset/", "/_util/login/"])
def test_no_cache_keeps_a_form(client, home, url):
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == PERSONAL


def test_no_cache_keeps_a_draft_or_a_preview(client, post):
    post.save_revision()
    assert client.get(make_link(post).get_absolute_url()).headers["Cache-Control"] == PERSONAL
    client.force_login(UserFactory(group="Editors"))
    draft = client.get(f"/admin/pages/{post.pk}/view_draft/")
    assert draft.status_code == 200
    assert draft.headers["Cache-Control"] == PERSONAL


def test_files_are_kept_for_editors_too(client, home, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "a.png").write_bytes(b"x")
    client.force_login(UserFactory(group="Editors"))
    answers = [client.get(url) for url in ("/static/css/site.css", "/media/a.png")]
    assert ["public" in answer.headers["Cache-Control"] for answer in answers] == [True, True]
