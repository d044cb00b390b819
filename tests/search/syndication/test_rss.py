"""RSS 2.0 (rssboard.org/rss-specification) and the Advisory Board's profile of it."""

from email.utils import parsedate_to_datetime

import feedparser
import pytest
from defusedxml import ElementTree

from search.syndication.rss import write_rss
from tests.search.syndication.values import FULL, HOSTILE, ITEMS, PUBLISHED, make_channel

NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@pytest.fixture(scope="module")
def channel():
    root = ElementTree.fromstring(write_rss(make_channel(), ITEMS))
    assert (root.tag, root.attrib["version"]) == ("rss", "2.0")
    (channel,) = root
    return channel


def test_feed_readers_read_it():
    parsed = feedparser.parse(write_rss(make_channel(), ITEMS))
    assert not parsed.bozo
    assert parsed.version == "rss20"
    assert parsed.entries[0].content[0].type == "text/html"


def test_a_channel_has_title_link_and_description(channel):
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert len(channel.findall(name)) == 1
        assert channel.findtext(name)
    bare = ElementTree.fromstring(write_rss(make_channel(description=""), []))
    assert bare.findtext("channel/description")


def test_a_channel_links_to_itself(channel):
    link = channel.find("atom:link", NS)
    assert link.attrib == {"rel": "self", "href": make_channel().feed_url}


def test_the_image_repeats_title_and_link_of_the_channel(channel):
    for name in ("title", "link"):
        assert channel.findtext(f"image/{name}") == channel.findtext(name)


def test_an_item_has_a_guid_that_is_no_address(channel):
    guids = [item.find("guid") for item in channel.findall("item")]
    assert [guid.attrib["isPermaLink"] for guid in guids] == ["false"] * len(ITEMS)
    assert [guid.text for guid in guids] == [item.id for item in ITEMS]


def test_dates_are_rfc_822(channel):
    assert parsedate_to_datetime(channel.findtext("item/pubDate")) == PUBLISHED


def test_an_item_has_its_whole_text_authors_and_categories(channel):
    item = channel.find("item")
    assert item.findtext("content:encoded", namespaces=NS) == FULL.html
    assert item.findtext("description") == FULL.summary
    assert [each.text for each in item.findall("dc:creator", NS)] == ["Ada", "Team"]
    assert [each.text for each in item.findall("category")] == ["MLOps", "C++ & co"]


def test_an_enclosure_has_address_length_and_type(channel):
    assert channel.find("item/enclosure").attrib == {
        "url": FULL.picture.url,
        "length": "0",
        "type": "image/webp",
    }


def test_forbidden_characters_are_left_out(channel):
    title = channel.findall("item")[2].findtext("title")
    assert title == HOSTILE.replace("\x00\x1b\ud800\ufffe", "")
