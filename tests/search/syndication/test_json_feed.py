"""The rules of JSON Feed 1.1 (jsonfeed.org/version/1.1), by the names of its fields."""

import json
from datetime import datetime
from urllib.parse import urlsplit

import pytest

from search.syndication.json_feed import write_json_feed
from tests.search.syndication.values import FULL, ITEMS, PUBLISHED, UPDATED, make_channel


@pytest.fixture(scope="module")
def feed():
    return json.loads(write_json_feed(make_channel(), ITEMS))


def test_version_title_and_items_are_required(feed):
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert len(feed["items"]) == len(ITEMS)
    assert json.loads(write_json_feed(make_channel(), []))["items"] == []


def test_addresses_of_the_feed(feed):
    assert feed["home_page_url"] == make_channel().home_url
    assert feed["feed_url"] == make_channel().feed_url
    assert feed["icon"] == make_channel().icon_url
    assert feed["language"] == "en"


def test_items_have_ids_that_are_unique_strings(feed):
    ids = [item["id"] for item in feed["items"]]
    assert ids == [item.id for item in ITEMS]
    assert len(set(ids)) == len(ids)


def test_each_item_has_a_content(feed):
    for item in feed["items"]:
        assert ("content_html" in item) != ("content_text" in item)
    assert feed["items"][0]["content_html"] == FULL.html
    assert feed["items"][1]["content_text"] == "Bare"


def test_dates_are_rfc_3339(feed):
    item = feed["items"][0]
    assert datetime.fromisoformat(item["date_published"]) == PUBLISHED
    assert datetime.fromisoformat(item["date_modified"]) == UPDATED
    assert "date_published" not in feed["items"][1]


def test_authors_are_objects_with_a_name_or_an_address(feed):
    # The `author` of version 1 is deprecated.
    assert "author" not in feed
    assert feed["authors"] == [{"name": "Epoch & friends", "url": "https://epoch.example/"}]
    assert feed["items"][0]["authors"] == [
        {"name": "Ada", "url": "https://epoch.example/blog/authors/ada/"},
        {"name": "Team"},
    ]


def test_tags_and_image(feed):
    assert feed["items"][0]["tags"] == ["MLOps", "C++ & co"]
    assert feed["items"][0]["image"] == FULL.picture.url


def test_external_url_is_elsewhere(feed):
    item = feed["items"][0]
    assert urlsplit(item["external_url"]).netloc != urlsplit(item["url"]).netloc


def test_what_is_empty_is_left_out(feed):
    assert set(feed["items"][1]) == {"id", "url", "title", "content_text", "date_modified"}


def test_it_is_utf_8():
    assert write_json_feed(make_channel(), ITEMS).encode()
