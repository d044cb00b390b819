"""What lists say of themselves, and which of them search engines are to leave out."""

import pytest
from django.utils import timezone

from blog.archive.post_list import POSTS_PER_PAGE
from tests.blog.metadata.heads import read_head
from tests.factories import (
    AuthorFactory,
    BlogPostPageFactory,
    ImageFactory,
    SeriesFactory,
    TagFactory,
)

SITE = "http://testserver"
FEEDS = ["feed.xml", "rss.xml", "feed.json"]


@pytest.fixture
def topics():
    return {
        "tags": [TagFactory(name="MLOps", slug="mlops")],
        "authors": [AuthorFactory(name="Ada", slug="ada", portrait=ImageFactory())],
        "series": SeriesFactory(name="In production", slug="in-production"),
    }


@pytest.mark.parametrize("path", ["", "tags/mlops/", "authors/ada/", "series/in-production/"])
def test_numbered_pages_name_those_beside_them(client, blog, topics, path):
    BlogPostPageFactory.create_batch(2 * POSTS_PER_PAGE + 1, parent=blog, **topics)
    url = f"{SITE}/blog/{path}"
    beside = {
        url: (None, f"{url}?page=2"),
        f"{url}?page=2": (url, f"{url}?page=3"),
        f"{url}?page=3": (f"{url}?page=2", None),
    }
    for address, expected in beside.items():
        head = read_head(client.get(address.removeprefix(SITE)))
        found = [head.links.get(relation) for relation in ("prev", "next")]
        assert tuple(links and links[0]["href"] for links in found) == expected
        assert head.canonical == address
        assert head.is_listed


@pytest.mark.parametrize("path", ["tags/mlops/", "series/in-production/"])
def test_a_topic_with_one_post_and_no_description_is_left_out(client, blog, topics, path):
    BlogPostPageFactory(parent=blog, **topics)
    assert not read_head(client.get(f"/blog/{path}")).is_listed
    BlogPostPageFactory(parent=blog, **topics)
    assert read_head(client.get(f"/blog/{path}")).is_listed


def test_a_description_or_a_person_is_reason_enough(client, blog, topics):
    BlogPostPageFactory(parent=blog, **topics)
    assert read_head(client.get("/blog/authors/ada/")).is_listed
    for topic in (topics["tags"][0], topics["series"]):
        topic.description = "What it is about."
        topic.save()
        head = read_head(client.get(f"/blog/{topic.post_list_path}"))
        assert head.is_listed
        assert head.one("description") == "What it is about."


def test_an_empty_blog_and_the_posts_of_a_month_are_left_out(client, blog):
    assert not read_head(client.get("/blog/")).is_listed
    BlogPostPageFactory(parent=blog)
    assert read_head(client.get("/blog/")).is_listed
    now = timezone.now()
    for path in (f"{now.year}/", f"{now.year}/{now.month}/"):
        assert not read_head(client.get(f"/blog/{path}")).is_listed
    for path in ("archive/", "tags/"):
        assert read_head(client.get(f"/blog/{path}")).is_listed


@pytest.mark.parametrize("url", ["/search/", "/search/?q=drift", "/search/?tag=mlops", "/nothing/"])
def test_searches_and_errors_are_left_out(client, post, url):
    assert not read_head(client.get(url)).is_listed


def test_an_author_has_a_profile(client, blog, topics):
    author = topics["authors"][0]
    author.biography = "Counts things."
    author.orcid = "0000-0002-1825-0097"
    author.links = [("link", {"label": "Code", "address": "https://code.example/ada"})]
    author.save()
    BlogPostPageFactory(parent=blog, **topics)
    page = client.get("/blog/authors/ada/")
    assert 'href="https://orcid.org/0000-0002-1825-0097"' in page.content.decode()
    head = read_head(page)
    person = head.nodes["ProfilePage"]["mainEntity"]
    assert (person["@type"], person["name"]) == ("Person", "Ada")
    assert person["url"] == head.canonical == f"{SITE}/blog/authors/ada/"
    assert person["description"] == "Counts things."
    assert person["image"]["url"].startswith(f"{SITE}/media/")
    assert person["sameAs"] == [
        "https://orcid.org/0000-0002-1825-0097",
        "https://code.example/ada",
    ]
    assert head.one("og:type") == "profile"


def test_a_blog_and_a_topic_are_described(client, blog, topics):
    BlogPostPageFactory(parent=blog, **topics)
    head = read_head(client.get("/blog/"))
    assert head.nodes["Blog"]["url"] == f"{SITE}/blog/"
    assert head.nodes["Blog"]["publisher"]["@type"] == "Organization"
    head = read_head(client.get("/blog/tags/mlops/"))
    assert head.nodes["CollectionPage"]["isPartOf"]["url"] == f"{SITE}/blog/"
    steps = head.nodes["BreadcrumbList"]["itemListElement"]
    assert [step["item"] for step in steps] == [
        f"{SITE}/", f"{SITE}/blog/", f"{SITE}/blog/tags/mlops/",
    ]  # fmt: skip


PATHS = ["", "blog/", "blog/tags/mlops/", "blog/authors/ada/", "blog/series/in-production/"]


@pytest.mark.parametrize("path", PATHS)
def test_feeds_and_texts_are_announced_where_they_belong(client, blog, topics, path):
    BlogPostPageFactory(parent=blog, **topics)
    links = read_head(client.get(f"/{path}")).links["alternate"]
    urls = [link["href"] for link in links]
    # Its own come first, the site's after them, each once.
    assert urls[:3] == [f"{SITE}/{path}{file}" for file in FEEDS]
    assert len(set(urls)) == len(urls)
    assert f"{SITE}/feed.xml" in urls
    assert f"{SITE}/{path}index.md" in urls
    for link in links:
        answer = client.get(link["href"].removeprefix(SITE))
        assert answer.headers["Content-Type"].partition(";")[0] == link["type"]


def test_lists_without_a_feed_announce_that_of_their_blog(client, blog, topics):
    BlogPostPageFactory(parent=blog, **topics)
    for path in ("tags/", "series/", "archive/", f"{timezone.now().year}/"):
        urls = [link["href"] for link in read_head(client.get(f"/blog/{path}")).links["alternate"]]
        assert urls == [*(f"{SITE}/blog/{file}" for file in FEEDS), f"{SITE}/feed.xml"]


def test_a_search_announces_its_feeds(client, blog, topics):
    BlogPostPageFactory(parent=blog, title="Drift", **topics)
    links = read_head(client.get("/search/?q=drift&tag=mlops&page=1&x=1")).links["alternate"]
    assert [link["href"] for link in links] == [
        f"/search/{file}?q=drift&tag=mlops" for file in FEEDS
    ]


def test_addresses_in_any_script_are_written_in_ascii(client, blog):
    tag = TagFactory(name="学習", slug="学習")
    BlogPostPageFactory.create_batch(2, parent=blog, tags=[tag])
    head = read_head(client.get("/blog/tags/学習/"))
    assert head.canonical.isascii()
    assert all(link["href"].isascii() for link in head.links["alternate"])
