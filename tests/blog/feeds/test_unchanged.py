"""Who has a feed already is told so, before any text is read."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.models import SiteIdentity, StoredDocument
from blog.pictures.making import make_presets
from tests.factories import AuthorFactory, BlogPostPageFactory, ImageFactory, TagFactory

FILES = ["feed.xml", "rss.xml", "feed.json"]


@pytest.fixture
def signed(blog):
    # Other tests' renditions are kept there, by ids that come again.
    cache.clear()
    return BlogPostPageFactory(
        parent=blog,
        authors=[AuthorFactory(slug="team")],
        tags=[TagFactory(slug="mlops")],
        cover=ImageFactory(),
        last_published_at=timezone.now() - timedelta(days=3),
    )


@pytest.mark.parametrize("file", FILES)
def test_a_feed_is_sent_once(client, signed, file):
    first = client.get(f"/blog/{file}")
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    for header, name in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        again = client.get(f"/blog/{file}", headers={header: first.headers[name]})
        assert again.status_code == 304
        assert again.content == b""
        for kept in ("ETag", "Last-Modified", "Cache-Control"):
            assert again.headers[kept] == first.headers[kept]


def test_last_modified_is_the_last_change(client, signed):
    stamp = signed.last_published_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert client.get("/blog/feed.xml").headers["Last-Modified"] == stamp


def test_no_text_is_read_for_an_unchanged_feed(client, signed):
    etag = client.get("/blog/feed.xml").headers["ETag"]
    with CaptureQueriesContext(connection) as queries:
        client.get("/blog/feed.xml", headers={"If-None-Match": etag})
    for query in queries:
        for column in ('"html"', '"outline"', '"blog_blogpostpage"."body"'):
            assert column not in query["sql"]


def test_formats_and_addresses_differ(client, signed):
    urls = [f"/{path}{file}" for path in ("", "blog/", "blog/tags/mlops/") for file in FILES]
    assert len({client.get(url).headers["ETag"] for url in urls}) == len(urls)


def test_a_query_string_makes_no_other_feed(client, signed):
    plain, other = client.get("/feed.xml"), client.get("/feed.xml?x=1")
    assert plain.content == other.content
    assert plain.headers["ETag"] == other.headers["ETag"]


def rename_author(post):
    author = post.authors[0]
    author.name = "Another Team"
    author.save()


def rename_tag(post):
    tag = post.shown_tags[0]
    tag.name = "Another tag"
    tag.save()


def rename_site(post):
    SiteIdentity.objects.update(name="Another journal")


def rewrite(post):
    post.body = [("markdown", "Another text.")]
    post.save_revision().publish()


def move(post):
    post.slug = "elsewhere"
    post.save()


def rename_blog(post):
    blog = post.get_parent()
    blog.title = "Another blog"
    blog.save()


def change_cover(post):
    type(post).objects.update(cover=ImageFactory())


def make_rendition(post):
    make_presets(post.cover, ["cover"])


def render_again(post):
    StoredDocument.objects.filter(page=post).update(rendered_at=timezone.now())


CHANGES = [
    lambda post: BlogPostPageFactory(parent=post.get_parent()),
    lambda post: post.unpublish(),
    lambda post: type(post).objects.update(expire_at=timezone.now()),
    rename_author, rename_tag, rename_site, rename_blog, rewrite, move, change_cover,
    make_rendition, render_again,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_a_feed_changes_its_tag(client, signed, change):
    etags = {file: client.get(f"/blog/{file}").headers["ETag"] for file in FILES}
    change(signed)
    for file, etag in etags.items():
        again = client.get(f"/blog/{file}", headers={"If-None-Match": etag})
        assert again.status_code == 200
        assert again.headers["ETag"] != etag


def test_a_draft_changes_no_feed(client, signed):
    etag = client.get("/blog/feed.xml").headers["ETag"]
    signed.title, signed.body = "A draft", [("markdown", "Nothing for readers yet.")]
    signed.save_revision()
    unchanged = client.get("/blog/feed.xml", headers={"If-None-Match": etag})
    assert unchanged.status_code == 304


def test_an_older_date_is_not_believed_after_a_post_was_withdrawn(client, blog, signed):
    newer = BlogPostPageFactory(parent=blog)
    date = client.get("/blog/feed.xml").headers["Last-Modified"]
    newer.unpublish()
    again = client.get("/blog/feed.xml", headers={"If-Modified-Since": date})
    assert again.status_code == 200


@pytest.mark.parametrize("header", ["If-None-Match", "If-Modified-Since", "If-Unmodified-Since"])
def test_broken_conditions_break_nothing(client, signed, header):
    for value in ("x", "", '"', "W/", "Mon, 99 Foo 2024", "*" * 9999, "\x7f"):
        assert client.get("/feed.xml", headers={header: value}).status_code in {200, 304, 412}
