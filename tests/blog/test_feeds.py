from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from blog.feeds import POSTS_PER_FEED
from tests.conftest import restrict
from tests.factories import AuthorFactory, BlogIndexPageFactory, BlogPostPageFactory, TagFactory


def read(response) -> feedparser.FeedParserDict:
    assert response.status_code == 200
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


@pytest.mark.parametrize("url", ["/feed.xml", "/blog/feed.xml"])
def test_a_feed_holds_the_public_posts_newest_first(client, blog, hidden_posts, url):
    old, new = (
        BlogPostPageFactory(parent=blog, display_date=timezone.now() - timedelta(days=days))
        for days in (2, 1)
    )
    response = client.get(url)
    assert [entry.title for entry in read(response).entries] == [new.title, old.title]
    assert b"uicksilver" not in response.content


def test_an_entry_carries_the_whole_post(client, blog):
    authors, tag = AuthorFactory.create_batch(2), TagFactory(name="MLOps")
    body = [("markdown", "See [about](/about/), [part](#part).\n\n```python\nx < 1\n```")]
    post = BlogPostPageFactory(parent=blog, authors=authors, tags=[tag], body=body)
    (entry,) = read(client.get("/blog/feed.xml")).entries
    (content,) = entry.content
    assert content.type == "text/html"
    assert 'href="http://testserver/about/"' in content.value
    assert f'href="http://testserver{post.url}#part"' in content.value
    assert "&lt;" in content.value
    assert [author.name for author in entry.authors] == [author.name for author in authors]
    assert [tag.term for tag in entry.tags] == ["MLOps"]
    assert entry.link == f"http://testserver{post.url}"


def test_an_entrys_id_outlives_a_new_address(client, post):
    before = read(client.get("/blog/feed.xml")).entries[0]
    post.slug = "moved"
    post.save()
    after = read(client.get("/blog/feed.xml")).entries[0]
    assert before.id == after.id
    assert before.link != after.link


def test_each_blog_has_a_feed_of_its_own(client, home, post):
    notes = BlogIndexPageFactory(parent=home, slug="notes", title="Notes")
    note = BlogPostPageFactory(parent=notes)
    assert [entry.title for entry in read(client.get("/notes/feed.xml")).entries] == [note.title]
    assert len(read(client.get("/feed.xml")).entries) == 2


@pytest.mark.parametrize("path", ["drift/", "tags/mlops/", "nothing/", "..%2f/"])
def test_what_holds_no_posts_has_no_feed(client, post, path):
    post.tags.add("mlops")
    post.save()
    assert client.get(f"/blog/{path}feed.xml").status_code == 404


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_a_restricted_blog_has_no_feed(client, blog, post, kind):
    restrict(blog, kind)
    assert client.get("/blog/feed.xml").status_code == 404
    assert read(client.get("/feed.xml")).entries == []


def test_an_expired_blog_has_no_feed(client, blog, post):
    blog.expire_at = timezone.now() - timedelta(hours=1)
    blog.save()
    assert client.get("/blog/feed.xml").status_code == 404


def test_a_blog_with_a_unicode_slug_has_a_feed(client, home):
    BlogPostPageFactory(parent=BlogIndexPageFactory(parent=home, slug="日本"))
    assert len(read(client.get("/日本/feed.xml")).entries) == 1


def test_characters_that_xml_forbids_are_left_out(client, blog):
    BlogPostPageFactory(
        parent=blog,
        title="Bell\x07 and \ufffe",
        teaser="Tab\x0b",
        authors=[AuthorFactory(name="Team\x01")],
        tags=[TagFactory(name="Tag\x02")],
        body=[("code", {"language": "text", "code": "\x1b[31mred"})],
    )
    (entry,) = read(client.get("/blog/feed.xml")).entries
    assert entry.title.strip() == "Bell and"
    assert "[31mred" in entry.content[0].value


def test_an_empty_feed_is_a_feed(client, blog):
    assert read(client.get("/blog/feed.xml")).entries == []


def test_a_feed_is_bounded_and_its_queries_do_not_grow(client, blog, count_queries):
    make = {"parent": blog, "authors": AuthorFactory.create_batch(2), "tags": [TagFactory()]}
    BlogPostPageFactory.create_batch(POSTS_PER_FEED, **make)
    client.get("/blog/feed.xml")
    before = count_queries(lambda: client.get("/blog/feed.xml"))
    BlogPostPageFactory.create_batch(POSTS_PER_FEED, **make)
    assert count_queries(lambda: client.get("/blog/feed.xml")) == before <= 16
    assert len(read(client.get("/blog/feed.xml")).entries) == POSTS_PER_FEED
