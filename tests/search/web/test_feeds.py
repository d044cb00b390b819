"""The feeds of a search: whole posts in all formats, and nothing hidden."""

import feedparser
import pytest

from tests.factories import (
    AuthorFactory,
    BlogPostPageFactory,
    ImageFactory,
    StandardPageFactory,
    TagFactory,
)

SITE = "http://testserver"
FILES = ["feed.xml", "rss.xml", "feed.json"]


@pytest.fixture
def found(home, blog):
    """A post and a plain page that speak of drift."""
    StandardPageFactory(
        parent=home, slug="about", title="About drift", body=[{"type": "markdown", "value": "Us."}]
    )
    blog.introduction, blog.search_description = "<p>All on drift.</p>", "Our blog."
    blog.save_revision().publish()
    return BlogPostPageFactory(
        parent=blog,
        title="On drift",
        body=[("markdown", "Drift is $a<b$, see [us](/about/).")],
        tags=[TagFactory(name="Ops", slug="ops")],
        authors=[AuthorFactory(name="Ada")],
        cover=ImageFactory(),
    )


@pytest.mark.parametrize("file", FILES)
def test_a_search_has_a_feed_in_each_format(client, found, file):
    response = client.get(f"/search/{file}", {"q": "drift"})
    assert response.headers["X-Robots-Tag"] == "noindex"
    if file == "feed.json":
        assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
        titles = [item["title"] for item in response.json()["items"]]
    else:
        feed = feedparser.parse(response.content)
        assert not feed.bozo
        titles = [entry.title for entry in feed.entries]
    assert titles[0] == "On drift"
    assert set(titles[1:]) == {"About drift", "Blog"}


def test_an_item_is_that_of_the_blogs_own_feed(client, found):
    (item, *others) = client.get("/search/feed.json", {"q": "drift"}).json()["items"]
    (own,) = client.get("/blog/feed.json").json()["items"]
    assert item == own
    assert "<math" in item["content_html"]
    by_title = {other["title"]: other for other in others}
    assert "Us." in by_title["About drift"]["content_html"]
    assert by_title["Blog"]["summary"] == by_title["Blog"]["content_text"] == "Our blog."
    assert all(other["url"].startswith(f"{SITE}/") for other in others)


def test_a_feeds_address_holds_what_was_asked_for_and_no_more(client, found):
    feed = client.get("/search/feed.json?q=drift&tag=ops&utm=x&page=7&order=y").json()
    assert feed["feed_url"] == f"{SITE}/search/feed.json?q=drift&tag=ops"
    assert feed["home_page_url"] == f"{SITE}/search/?q=drift&tag=ops"
    again = client.get(feed["feed_url"].removeprefix(SITE))
    assert again.json()["items"] == feed["items"]


def test_a_feed_is_sent_once(client, found):
    for file in FILES:
        first = client.get(f"/search/{file}", {"q": "drift"})
        known = {"If-None-Match": first.headers["ETag"]}
        assert client.get(f"/search/{file}", {"q": "drift"}, headers=known).status_code == 304
        assert client.get(f"/search/{file}", {"q": "ops"}, headers=known).status_code == 200
    found.unpublish()
    assert client.get(f"/search/{file}", {"q": "drift"}, headers=known).status_code == 200


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("query", ["quicksilver", "tag:hidden-tag", "nobody may read"])
def test_nothing_hidden_is_in_a_feed(client, hidden_posts, file, query):
    content = client.get(f"/search/{file}", {"q": query}).content.decode()
    assert "Nobody may read" not in content
    assert not any(post.title in content for post in hidden_posts.values())


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("query", ["q=", "", "q=%00", "q=%ff", "q=" + "x" * 9000, "q=<b>&exact=1",
                                   "tag=%F0%9F%92%A9", "q=a&author=" + "y" * 999])  # fmt: skip
def test_any_search_has_a_feed(client, found, file, query):
    assert client.get(f"/search/{file}?{query}").status_code == 200


def test_queries_are_as_many_for_three_times_the_posts(client, blog, count_queries):
    def make(count):
        BlogPostPageFactory.create_batch(
            count, parent=blog, title="On drift", tags=TagFactory.create_batch(2),
            authors=AuthorFactory.create_batch(2), cover=ImageFactory(),
        )  # fmt: skip

    make(4)
    counts = []
    for _round in range(2):
        client.get("/search/feed.xml?q=drift")
        counts.append(count_queries(lambda: client.get("/search/feed.xml?q=drift")))
        make(8)
    assert counts[0] == counts[1]
