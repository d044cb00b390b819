"""Posts are entries, lists are feeds and authors cards, as microformats2 names them."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import AuthorFactory, BlogPostPageFactory, ImageFactory, TagFactory


@pytest.fixture
def post(blog):
    author = AuthorFactory(name="Ada", slug="ada", portrait=ImageFactory())
    return BlogPostPageFactory(
        parent=blog, title="Drift", authors=[author], tags=[TagFactory(name="Ops")]
    )


def soup_of(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


def test_a_post_is_an_entry(client, post):
    (entry,) = soup_of(client, post.url).select(".h-entry")
    assert entry.select_one(".p-name").text == "Drift"
    assert entry.select_one(".p-summary").text == post.teaser
    assert entry.select_one("time.dt-published")["datetime"] == post.display_date.date().isoformat()
    assert "All about this." in entry.select_one(".e-content").text
    assert [tag.text for tag in entry.select(".p-category")] == ["Ops"]
    card = entry.select_one(".p-author.h-card")
    assert card.select_one("a.p-name.u-url")["href"] == "/blog/authors/ada/"
    assert card.select_one("img.u-photo")


@pytest.mark.parametrize("url", ["/", "/blog/", "/blog/authors/ada/"])
def test_a_list_is_a_feed_of_entries(client, post, url):
    (feed,) = soup_of(client, url).select(".h-feed")
    (entry,) = feed.select(".h-entry")
    assert entry.select_one("a.p-name.u-url")["href"] == post.url
    assert entry.select_one(".p-author.h-card").text == "Ada"
    assert entry.select_one("time.dt-published")


def test_an_author_has_a_card(client, post):
    card = soup_of(client, "/blog/authors/ada/").select_one(".author.h-card")
    assert card.select_one("h1.p-name").text == "Ada"
    assert card.select_one("img.u-photo")
