"""The page of all feeds offers each public one, in three formats, and no other."""

import pytest
from bs4 import BeautifulSoup

from home.follow import feeds
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

SITE = "http://testserver"
FILES = ["feed.xml", "rss.xml", "feed.json"]


def offered(client) -> list[str]:
    """Return the folders whose feeds are offered, in order."""
    page = BeautifulSoup(client.get("/follow/").content, "html.parser").main
    rows = page.select(".feeds a[type]")
    urls = [row["href"] for row in rows]
    texts = [code.text for code in page.select(".feeds code")]
    # Of a topic's formats, the first can be copied as text.
    assert texts == [url for url in urls if url in texts]
    assert set(urls[::3]) <= set(texts)
    folders = [url.removeprefix(SITE).rpartition("/")[0] + "/" for url in urls[::3]]
    assert urls == [f"{SITE}{folder}{file}" for folder in folders for file in FILES]
    return folders


def test_every_feed_is_offered_and_answers(client, blog):
    BlogPostPageFactory(
        parent=blog,
        tags=[TagFactory(slug="größe")],
        authors=[AuthorFactory(slug="ada")],
        series=SeriesFactory(slug="production"),
    )
    folders = offered(client)
    assert folders == [
        "/",
        "/blog/",
        "/blog/tags/gr%C3%B6%C3%9Fe/",
        "/blog/authors/ada/",
        "/blog/series/production/",
    ]
    for folder in folders:
        for file in FILES:
            assert client.get(f"{folder}{file}").status_code == 200


def test_hidden_posts_and_blogs_are_not_offered(client, home, blog, hidden_posts):
    secret = restrict(BlogIndexPageFactory(parent=home, slug="secret"), "login")
    BlogPostPageFactory(parent=secret, tags=[TagFactory()])
    BlogIndexPageFactory(parent=home, slug="draft", live=False)
    assert offered(client) == ["/", "/blog/"]


def test_a_site_that_is_not_public_has_none(client, home):
    restrict(home, "password")
    assert client.get("/follow/").status_code == 404


def test_a_page_of_the_site_goes_first(client, home):
    page = StandardPageFactory(parent=home, slug="follow", title="Follow us by post")
    assert "Follow us by post" in client.get("/follow/").content.decode()
    page.unpublish()
    assert offered(client) == ["/"]


def test_so_many_topics_are_listed_and_the_rest_led_to(client, blog, monkeypatch):
    monkeypatch.setattr(feeds, "MAX_TOPICS", 2)
    often, once, twice = (TagFactory(slug=slug) for slug in ("often", "once", "twice"))
    for tags in ([often, once, twice], [often, twice], [often]):
        BlogPostPageFactory(parent=blog, tags=tags, authors=[])
    assert offered(client) == ["/", "/blog/", "/blog/tags/often/", "/blog/tags/twice/"]
    assert f'href="{SITE}/blog/tags/"' in client.get("/follow/").content.decode()


def test_it_may_be_found(client, blog):
    head = BeautifulSoup(client.get("/follow/").content, "html.parser").head
    assert head.find("link", rel="canonical")["href"] == f"{SITE}/follow/"
    assert not head.find("meta", attrs={"name": "robots"})
    types = [each["type"] for each in head.find_all("link", rel="alternate")]
    assert len(types) == 3


def test_queries_grow_with_the_blogs_alone(client, home, blog, count_queries):
    costs = []
    for count in (2, 4):
        make_posts(blog, count, **make_topics())
        client.get("/follow/")
        costs.append(count_queries(lambda: client.get("/follow/")))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("", ""),
        ("tags/", ""),
        ("authors/", ""),
        ("series/", ""),
        ("archive/", ""),
        ("tags/mlops/", "tags/mlops/"),
        ("authors/ada/", "authors/ada/"),
        ("series/production/", "series/production/"),
    ],
)
def test_every_list_links_its_feeds(client, blog, path, folder):
    BlogPostPageFactory(
        parent=blog,
        tags=[TagFactory(slug="mlops")],
        authors=[AuthorFactory(slug="ada")],
        series=SeriesFactory(slug="production"),
    )
    page = BeautifulSoup(client.get(f"/blog/{path}").content, "html.parser").main
    links = [each["href"] for each in page.select(".results a")]
    assert links == [*(f"/blog/{folder}{file}" for file in FILES), "/follow/"]
    for url in links:
        assert client.get(url).status_code == 200


def test_an_empty_blog_says_so_and_can_be_followed(client, blog):
    page = BeautifulSoup(client.get("/blog/").content, "html.parser").main
    assert "No post has been published here yet" in page.text
    assert page.find("a", href="/blog/feed.xml")
    assert "No post has been published here yet" in client.get("/").content.decode()
