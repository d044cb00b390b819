"""The sitemap holds every public address that search engines are to list, and no other."""

from datetime import UTC, datetime, timedelta

import pytest
from defusedxml import ElementTree
from django.utils import timezone
from wagtail.models import Page, Site

from home.sitemap import views
from tests.blog.metadata.heads import read_head
from tests.blog.models.many_posts import make_posts, make_topics
from tests.factories import (
    AuthorFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ImageFactory,
    SeriesFactory,
    StandardPageFactory,
    TagFactory,
)
from tests.people import restrict

SITE = "http://testserver"
NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}


def read(client, url):
    response = client.get(url.removeprefix(SITE))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def parts(client) -> list[str]:
    index = read(client, "/sitemap.xml")
    assert index.tag == f"{{{NS['s']}}}sitemapindex"
    return [loc.text for loc in index.iterfind("s:sitemap/s:loc", NS)]


def entries(client) -> dict[str, ElementTree]:
    """Return every entry of all parts by its path."""
    found = [entry for url in parts(client) for entry in read(client, url).iterfind("s:url", NS)]
    paths = [entry.findtext("s:loc", namespaces=NS).removeprefix(SITE) for entry in found]
    assert len(paths) == len(set(paths))
    return dict(zip(paths, found, strict=True))


def changed(entry) -> datetime | None:
    text = entry.findtext("s:lastmod", namespaces=NS)
    return text and datetime.fromisoformat(text)


@pytest.fixture
def topics():
    return {
        "tags": [TagFactory(slug="mlops")],
        "authors": [AuthorFactory(slug="ada")],
        "series": SeriesFactory(slug="production"),
    }


def test_it_lists_public_pages_only(client, home, blog, post, hidden_posts):
    secret = restrict(StandardPageFactory(parent=home, slug="secret"), "login")
    StandardPageFactory(parent=secret, slug="below")
    StandardPageFactory(parent=home, slug="about")
    assert sorted(entries(client)) == [
        "/", "/about/", "/blog/", "/blog/archive/", "/blog/drift/", "/follow/",
    ]  # fmt: skip


def test_it_lists_the_lists_that_hold_anything(client, blog, topics, hidden_posts):
    kinds = ("tags", "authors", "series", "archive")
    assert not any(f"/blog/{kind}/" in entries(client) for kind in kinds)
    BlogPostPageFactory(parent=blog, **topics)
    assert all(f"/blog/{kind}/" in entries(client) for kind in kinds)


def test_it_lists_the_topics_of_public_posts(client, blog, topics, hidden_posts):
    BlogPostPageFactory.create_batch(2, parent=blog, **topics)
    TagFactory(slug="unused")
    found = [path for path in entries(client) if path.count("/") == 4]
    assert sorted(found) == ["/blog/authors/ada/", "/blog/series/production/", "/blog/tags/mlops/"]


def test_a_topic_is_listed_in_its_blog(client, home, blog, topics):
    notes = BlogIndexPageFactory(parent=home, slug="notes")
    BlogPostPageFactory.create_batch(2, parent=notes, **topics)
    BlogPostPageFactory(parent=blog)
    found = [path for path in entries(client) if path.count("/") == 4]
    assert all(path.startswith("/notes/") for path in found)
    assert len(found) == 3
    restrict(notes, "password")
    assert [path for path in entries(client) if "notes" in path] == []


def test_a_page_is_listed_where_its_head_says_so(client, home, blog, topics):
    """The sitemap and the pages' own heads keep to one rule."""
    BlogIndexPageFactory(parent=home, slug="empty")
    BlogPostPageFactory(parent=blog, canonical_url="https://elsewhere.example/")
    single = {"tags": [TagFactory(slug="single")], "series": SeriesFactory(slug="single")}
    BlogPostPageFactory(parent=blog, slug="single", authors=[AuthorFactory(slug="one")], **single)
    described = TagFactory(slug="described", description="What it is about.")
    BlogPostPageFactory(parent=blog, slug="described", tags=[described])
    BlogPostPageFactory.create_batch(2, parent=blog, **topics)
    found = entries(client)
    for path in found:
        head = read_head(client.get(path))
        assert head.is_listed
        assert head.canonical == f"{SITE}{path}"
    left_out = ["/empty/", "/blog/tags/single/", "/blog/series/single/"]
    assert not set(left_out) & found.keys()
    assert [read_head(client.get(path)).is_listed for path in left_out] == [False] * 3
    assert {"/blog/tags/described/", "/blog/authors/one/"} <= found.keys()


def test_dates_are_those_of_the_last_change(client, home, blog, topics):
    old, new = (datetime(year, 1, 2, 3, 4, 5, tzinfo=UTC) for year in (2020, 2024))
    Page.objects.filter(pk__in=[home.pk, blog.pk]).update(last_published_at=old)
    never = StandardPageFactory(parent=home, slug="never")
    assert never.last_published_at is None
    BlogPostPageFactory(parent=blog, slug="old", last_published_at=old, **topics)
    BlogPostPageFactory(parent=blog, slug="new", last_published_at=new, **topics)
    found = {path: changed(entry) for path, entry in entries(client).items()}
    assert found["/blog/old/"] == old
    assert found["/never/"] is None
    for path in ("/", "/blog/", "/blog/new/", "/blog/tags/mlops/", "/blog/series/production/"):
        assert found[path] == new


def test_images_are_named_the_cover_first(client, blog):
    cover, plot, _unused = ImageFactory.create_batch(3)
    BlogPostPageFactory(
        parent=blog,
        slug="drift",
        cover=cover,
        body=[
            ("markdown", f"![a](image:{plot.pk}) ![b](image:{cover.pk})"),
            ("figure", {"image": {"image": plot.pk, "alt_text": "A plot"}}),
        ],
    )
    entry = entries(client)["/blog/drift/"]
    images = [each.text for each in entry.iterfind("i:image/i:loc", NS)]
    assert images == [f"{SITE}{image.file.url}" for image in (cover, plot)]


def test_an_image_of_a_draft_is_not_named(client, blog, post):
    image = ImageFactory()
    post.body = [("markdown", f"![a](image:{image.pk})")]
    post.save_revision()
    assert entries(client)[post.url].find("i:image", NS) is None


def test_parts_are_ranges_of_ids(client, blog, topics, monkeypatch):
    posts = BlogPostPageFactory.create_batch(7, parent=blog, **topics)
    whole = entries(client)
    monkeypatch.setattr(views, "IDS_PER_PART", 3)
    assert len(parts(client)) > 3
    assert set(entries(client)) == set(whole)
    number = posts[0].pk // 3
    with_first = read(client, f"/sitemap-pages-{number}.xml")
    for post in posts:
        listed = f"{SITE}{post.url}" in [loc.text for loc in with_first.iterfind(".//s:loc", NS)]
        assert listed == (post.pk // 3 == number)


def test_addresses_in_any_script_are_written_in_ascii(client, home):
    tag = TagFactory(slug="学習")
    blog = BlogIndexPageFactory(parent=home, slug="日本")
    BlogPostPageFactory.create_batch(2, parent=blog, tags=[tag])
    found = list(entries(client))
    assert all(path.isascii() for path in found)
    assert [client.get(path).status_code for path in found] == [200] * len(found)


def test_what_has_not_changed_is_not_sent_again(client, blog, post):
    for url in ["/sitemap.xml", *parts(client)]:
        path = url.removeprefix(SITE)
        first = client.get(path)
        assert first.headers["X-Robots-Tag"] == "noindex"
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    # PostgreSQL gives no id twice, so after many tests the post is not in the first part.
    path = f"/sitemap-pages-{post.pk // views.IDS_PER_PART}.xml"
    etag = client.get(path).headers["ETag"]
    post.text_changed_at = post.last_published_at + timedelta(days=1)
    post.save()
    changed = client.get(path, headers={"If-None-Match": etag})
    assert changed.status_code == 200


def test_queries_are_as_many_for_three_times_the_pages(client, home, blog, count_queries):
    topics = make_topics()
    make_posts(blog, 5, **topics)
    urls = [url.removeprefix(SITE) for url in ("/sitemap.xml", *parts(client))]
    counts = {}
    for url in urls:
        client.get(url)
        counts[url] = count_queries(lambda url=url: client.get(url))
    make_posts(blog, 10, **{**topics, "tags": TagFactory.create_batch(6)})
    StandardPageFactory.create_batch(4, parent=home)
    for url, count in counts.items():
        client.get(url)
        assert count_queries(lambda url=url: client.get(url)) == count <= 12


NOWHERE = [
    "pages-99999999999999999999", "pages--1", "pages-x", "pages-", "topics-1", "topics-1-",
    "topics-99999999999999999999-0", "topics-1-99999999999999999999", "topics-0-0",
    f"pages-{'9' * 5000}", "pages-0%00",
]  # fmt: skip


@pytest.mark.parametrize("name", NOWHERE)
def test_a_part_that_does_not_exist_is_not_found(client, blog, post, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_a_part_past_the_last_is_empty(client, blog, post):
    assert list(read(client, "/sitemap-pages-12345.xml")) == []


def test_a_blog_that_is_private_has_no_topics(client, blog, topics):
    BlogPostPageFactory.create_batch(2, parent=blog, **topics)
    url = f"/sitemap-topics-{blog.pk}-0.xml"
    assert client.get(url).status_code == 200
    blog.expire_at = timezone.now() - timedelta(hours=1)
    blog.save()
    assert client.get(url).status_code == 404


def test_no_site_has_no_sitemap(client, db):
    Site.objects.all().delete()
    for url in ("/sitemap.xml", "/sitemap-pages-0.xml", "/robots.txt", "/llms.txt", "/index.md",
                "/site.webmanifest", "/feed.xml", "/search/rss.xml"):  # fmt: skip
        assert client.get(url).status_code == 404
