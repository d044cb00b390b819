"""Posts that the public may not see show on no listing, in no count and at no address."""

import pytest
from django.utils import timezone

from tests.factories import BlogPostPageFactory, SeriesFactory
from tests.people import restrict

YEAR, MONTH = timezone.now().year, timezone.now().month
PAGES = [
    "/", "/blog/", "/blog/tags/", "/blog/series/", "/blog/archive/", "/blog/{post}/",
    "/blog/authors/hidden/", "/blog/tags/hidden-tag/", "/blog/series/hidden-series/",
    f"/blog/{YEAR}/", f"/blog/{YEAR}/{MONTH}/", "/feed.xml", "/blog/feed.xml", "/sitemap.xml",
    "/sitemap-pages-0.xml", "/index.md", "/blog/index.md", "/blog/{post}/index.md", "/llms.txt",
]  # fmt: skip
TOPICS = [
    "tags/hidden-tag/", "authors/hidden/", "series/hidden-series/", f"{YEAR}/", f"{YEAR}/{MONTH}/",
]  # fmt: skip


PRIVATE = [
    "tags/", "tags/open/", "series/", "series/open/", "archive/", f"{YEAR}/", "feed.xml",
    "index.md", "series/open/rss.xml",
]  # fmt: skip


@pytest.fixture
def companion(hidden_posts, blog):
    """A public post with the tag, author and series of the hidden ones."""
    hidden = hidden_posts["draft"]
    return BlogPostPageFactory(
        parent=blog, tags=hidden.shown_tags, authors=hidden.authors, series=hidden.series
    )


def test_no_listing_shows_a_hidden_post(client, companion):
    for url in PAGES:
        response = client.get(url.format(post=companion.slug))
        assert response.status_code == 200, url
        assert b"uicksilver" not in response.content, url


@pytest.mark.parametrize("path", TOPICS)
def test_what_holds_hidden_posts_only_is_not_found(client, blog, hidden_posts, path):
    assert client.get(f"/blog/{path}").status_code == 404


@pytest.mark.parametrize("path", ["tags/", "series/", "archive/"])
def test_overviews_name_nothing_that_holds_hidden_posts_only(client, blog, hidden_posts, path):
    html = client.get(f"/blog/{path}").content.decode()
    assert [topic for topic in TOPICS if topic in html] == []


def test_counts_leave_hidden_posts_out(client, blog, companion):
    context = {path: client.get(f"/blog/{path}/").context for path in ("tags", "series", "archive")}
    assert [tag.post_count for tag in context["tags"]["tags"]] == [1]
    assert [series.post_count for series in context["series"]["series_list"]] == [1]
    assert [year.period.post_count for year in context["archive"]["years"]] == [1]


def test_a_series_counts_its_public_parts_only(client, companion):
    place = client.get(companion.url).context["page"].series_place
    assert (place.number, place.count, place.previous, place.next) == (1, 1, None, None)


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_a_private_blog_shows_nothing(client, blog, kind):
    post = BlogPostPageFactory(parent=blog, title="Quicksilver", series=SeriesFactory(slug="open"))
    post.tags.add("open")
    post.save()
    restrict(blog, kind)
    for path in ("", *PRIVATE):
        assert b"uicksilver" not in client.get(f"/blog/{path}", follow=True).content


@pytest.mark.parametrize("path", ["/blog/drift/", "/blog/drift/index.md"])
@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_a_post_under_a_private_blog_is_private(client, blog, post, kind, path):
    restrict(blog, kind)
    assert b"All about" not in client.get(path, follow=True).content
