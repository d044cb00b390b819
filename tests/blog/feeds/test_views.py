"""What the feeds hold and to whom, whatever the format."""

from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from blog.feeds.contents import POSTS_PER_FEED
from tests.blog.models.many_posts import make_posts, make_topics
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    SeriesFactory,
    StandardPageFactory,
    TagFactory,
)
from tests.people import restrict

FILES = ["feed.xml", "rss.xml", "feed.json"]
TOPICS = ["tags/mlops/", "authors/team/", "series/drift/"]


def titles(response) -> list[str]:
    """Return the titles of a feed's posts, in any of the formats."""
    assert response.status_code == 200
    if "json" in response.headers["Content-Type"]:
        return [item["title"] for item in response.json()["items"]]
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return [entry.title for entry in feed.entries]


@pytest.fixture
def signed(blog):
    """A post with a tag, an author and a series, beside one without."""
    BlogPostPageFactory(parent=blog, title="Other")
    return BlogPostPageFactory(
        parent=blog,
        title="Signed",
        tags=[TagFactory(name="MLOps", slug="mlops")],
        authors=[AuthorFactory(name="Platform Team", slug="team")],
        series=SeriesFactory(name="Drift", slug="drift"),
    )


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("path", ["/", "/blog/"])
def test_a_feed_holds_the_public_posts_newest_first(client, blog, hidden_posts, path, file):
    old, new = (
        BlogPostPageFactory(parent=blog, display_date=timezone.now() - timedelta(days=days))
        for days in (2, 1)
    )
    response = client.get(f"{path}{file}")
    assert titles(response) == [new.title, old.title]
    assert b"uicksilver" not in response.content


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("path", TOPICS)
def test_each_topic_has_a_feed_of_its_own(client, blog, signed, path, file):
    assert titles(client.get(f"/blog/{path}{file}")) == ["Signed"]


def test_a_topics_feed_shows_nothing_hidden(client, blog, hidden_posts):
    paths = ["tags/hidden-tag/", "authors/hidden/", "series/hidden-series/"]
    urls = [f"/blog/{path}{file}" for path in paths for file in FILES]
    assert {client.get(url).status_code for url in urls} == {404}
    hidden = hidden_posts["draft"]
    post = BlogPostPageFactory(
        parent=blog, tags=hidden.shown_tags, authors=hidden.authors, series=hidden.series
    )
    for url in urls:
        response = client.get(url)
        assert titles(response) == [post.title]
        assert b"uicksilver" not in response.content


def test_a_topic_is_that_of_its_blog(client, home, signed):
    notes = BlogIndexPageFactory(parent=home, slug="notes", title="Notes")
    assert client.get("/notes/tags/mlops/feed.xml").status_code == 404
    note = BlogPostPageFactory(parent=notes, tags=signed.shown_tags)
    assert titles(client.get("/notes/tags/mlops/feed.xml")) == [note.title]
    assert titles(client.get("/blog/tags/mlops/feed.xml")) == ["Signed"]


def test_a_section_with_blogs_below_has_a_feed(client, home, signed):
    section = StandardPageFactory(parent=home, slug="section")
    assert client.get("/section/feed.xml").status_code == 404
    post = BlogPostPageFactory(parent=BlogIndexPageFactory(parent=section, slug="inner"))
    assert titles(client.get("/section/feed.xml")) == [post.title]


NOWHERE = [
    "blog/drift/", "nothing/", "blog/nothing/", "blog/tags/", "blog/tags/nothing/",
    "blog/tags/mlops/more/", "blog/series/mlops/", "tags/mlops/", "blog/drift/tags/mlops/",
    "blog/archive/", "blog/2024/", "..%2f/", "blog%2f..%2f/", "%00/", "blog/%ff/", "a/" * 500,
    "blog/tags/%F0%9F%92%A9/", "blog//", "about/",
]  # fmt: skip


def test_what_lists_no_posts_has_no_feed(client, home, post):
    StandardPageFactory(parent=home, slug="about")
    post.tags.add("mlops")
    post.save()
    for path in NOWHERE:
        for file in FILES:
            assert client.get(f"/{path}{file}").status_code == 404, path


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_a_restricted_blog_has_no_feed(client, blog, signed, kind):
    restrict(blog, kind)
    for path in ("", *TOPICS):
        assert client.get(f"/blog/{path}feed.xml").status_code == 404
    assert titles(client.get("/feed.xml")) == []


def test_an_expired_blog_has_no_feed(client, blog, signed):
    blog.expire_at = timezone.now() - timedelta(hours=1)
    blog.save()
    for path in ("", *TOPICS):
        assert client.get(f"/blog/{path}feed.xml").status_code == 404


def test_slugs_may_be_in_any_script(client, home):
    tag = TagFactory(name="学習", slug="学習")
    BlogPostPageFactory(parent=BlogIndexPageFactory(parent=home, slug="日本"), tags=[tag])
    assert len(titles(client.get("/日本/feed.xml"))) == 1
    response = client.get("/日本/tags/学習/feed.xml")
    assert len(titles(response)) == 1
    feed = feedparser.parse(response.content).feed
    assert feed.link.isascii()
    assert titles(client.get(feed.link.removeprefix("http://testserver") + "feed.json"))


def test_a_page_that_is_called_tags_is_no_topic(client, home, signed):
    shelf = StandardPageFactory(parent=home, slug="tags")
    inner = BlogIndexPageFactory(parent=shelf, slug="mlops")
    post = BlogPostPageFactory(parent=inner)
    assert titles(client.get("/tags/mlops/feed.xml")) == [post.title]


def test_a_feed_is_bounded_and_its_queries_do_not_grow(client, blog, count_queries):
    topics = make_topics()
    tag = topics["tags"][0]
    paths = ("", "blog/", f"blog/{tag.post_list_path}")
    urls = [f"/{path}{file}" for path in paths for file in FILES]
    make_posts(blog, POSTS_PER_FEED, **topics)
    counts = {}
    for url in urls:
        etag = client.get(url).headers["ETag"]
        unchanged = {"If-None-Match": etag}
        counts[url] = (
            count_queries(lambda url=url: client.get(url)),
            count_queries(lambda url=url, h=unchanged: client.get(url, headers=h)),
        )
    make_posts(blog, 2 * POSTS_PER_FEED, **topics)
    for url, (whole, unchanged) in counts.items():
        etag = client.get(url).headers["ETag"]
        assert count_queries(lambda url=url: client.get(url)) == whole <= 12
        with_tag = {"If-None-Match": etag}
        assert count_queries(lambda url=url, h=with_tag: client.get(url, headers=h)) == unchanged
        assert unchanged == whole - 1
        assert len(titles(client.get(url))) == POSTS_PER_FEED


@pytest.mark.parametrize("file", FILES)
def test_only_reading_is_allowed(client, post, file):
    assert client.head(f"/{file}").status_code == 200
    assert client.post(f"/{file}").status_code == 405
