"""The rules of RFC 4287 that apply, each by its section."""

import re
from urllib.parse import urlsplit

import feedparser
import pytest
from defusedxml import ElementTree

from search.syndication.atom import write_atom
from tests.search.syndication.values import FULL, HOSTILE, ITEMS, UPDATED, make_channel

NS = {"a": "http://www.w3.org/2005/Atom"}
XML = "{http://www.w3.org/XML/1998/namespace}"
RFC_3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
MAY_REPEAT = {"author", "category", "contributor", "entry", "link"}


@pytest.fixture(scope="module")
def feed():
    return ElementTree.fromstring(write_atom(make_channel(), ITEMS))


@pytest.fixture(scope="module")
def entries(feed):
    return feed.findall("a:entry", NS)


def names(element) -> list[str]:
    return [child.tag.removeprefix(f"{{{NS['a']}}}") for child in element]


def test_2_the_document_is_well_formed_xml_in_the_namespace(feed):
    assert feed.tag == f"{{{NS['a']}}}feed"
    parsed = feedparser.parse(write_atom(make_channel(), ITEMS))
    assert not parsed.bozo
    assert parsed.version == "atom10"


def test_2_the_language_is_named(feed):
    assert feed.attrib[f"{XML}lang"] == "en"


def test_2_addresses_are_full_iris(feed):
    found = [link.attrib["href"] for link in feed.iterfind(".//a:link", NS)]
    found += [each.text for each in feed.iterfind(".//a:uri", NS)]
    assert all(urlsplit(address).scheme == "https" for address in found)


def test_3_1_texts_say_what_they_are(entries):
    title, summary = entries[0].find("a:title", NS), entries[0].find("a:summary", NS)
    assert title.attrib.get("type", "text") == "text"
    assert title.text == FULL.title
    # Escaped once more, since it is declared to be HTML.
    assert summary.attrib["type"] == "html"
    assert summary.text == "Is a &lt; b &amp;&amp; c &gt; d?"


def test_3_2_each_person_has_one_name_and_at_most_one_address(feed):
    for person in feed.iterfind(".//a:author", NS):
        assert len(person.findall("a:name", NS)) == 1
        assert len(person.findall("a:uri", NS)) <= 1


def test_3_3_dates_are_rfc_3339(feed):
    for name in ("updated", "published"):
        for date in feed.iterfind(f".//a:{name}", NS):
            assert re.fullmatch(RFC_3339, date.text)


def test_4_1_1_a_feed_has_one_id_title_and_date_and_repeats_nothing_else(feed):
    found = names(feed)
    assert [found.count(name) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert {name for name in found if found.count(name) > 1} <= MAY_REPEAT


def test_4_1_1_a_feed_has_an_author_for_entries_without_one(feed, entries):
    assert feed.find("a:author/a:name", NS).text == "Epoch & friends"
    assert entries[1].find("a:author", NS) is None


def test_4_1_1_a_feed_links_to_itself_and_to_its_page(feed):
    links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall("a:link", NS)}
    assert links == {"self": make_channel().feed_url, "alternate": make_channel().home_url}


def test_4_1_2_an_entry_has_one_id_title_and_date_and_repeats_nothing_else(entries):
    for entry in entries:
        found = names(entry)
        assert [found.count(name) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert {name for name in found if found.count(name) > 1} <= MAY_REPEAT


def test_4_1_2_an_entry_without_content_has_an_alternate(entries):
    assert entries[1].find("a:content", NS) is None
    for entry in entries:
        alternates = entry.findall("a:link[@rel='alternate']", NS)
        # No two of the same type and language.
        assert len(alternates) == 1


def test_4_1_3_content_is_the_whole_text_as_escaped_html(entries):
    content = entries[0].find("a:content", NS)
    assert content.attrib == {"type": "html"}
    assert content.text == FULL.html
    assert list(content) == []


def test_4_2_1_every_author_is_named_with_an_address(entries):
    people = [
        (author.findtext("a:name", namespaces=NS), author.findtext("a:uri", namespaces=NS))
        for author in entries[0].findall("a:author", NS)
    ]
    assert people == [("Ada", "https://epoch.example/blog/authors/ada/"), ("Team", None)]


def test_4_2_2_categories_have_terms(entries):
    terms = [each.attrib["term"] for each in entries[0].findall("a:category", NS)]
    assert terms == ["MLOps", "C++ & co"]


def test_4_2_5_icons_are_iris(feed):
    assert feed.findtext("a:icon", namespaces=NS) == make_channel().icon_url


def test_4_2_6_ids_are_iris_and_no_two_are_the_same(feed):
    found = [each.text for each in feed.iterfind(".//a:id", NS)]
    assert len(found) == len(set(found)) == len(ITEMS) + 1
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each) for each in found)


def test_4_2_7_an_enclosure_has_an_address_and_a_type(entries):
    (picture,) = entries[0].findall("a:link[@rel='enclosure']", NS)
    assert picture.attrib["href"] == FULL.picture.url
    assert picture.attrib["type"] == "image/webp"


def test_4_2_9_published_is_the_first_date_and_4_2_15_updated_the_last(feed, entries):
    assert entries[0].findtext("a:published", namespaces=NS) == "2024-02-29T23:30:00+00:00"
    changed = entries[0].findtext("a:updated", namespaces=NS)
    assert changed.startswith("2024-03-01T08:15:30")
    assert feed.findtext("a:updated", namespaces=NS) == changed


def test_xml_1_0_2_2_forbidden_characters_are_left_out(entries):
    title = entries[2].find("a:title", NS).text
    assert title == HOSTILE.replace("\x00\x1b\ud800\ufffe", "")


def test_a_feed_without_entries_keeps_its_date():
    first, second = (write_atom(make_channel(), []) for _ in range(2))
    assert first == second
    assert (
        ElementTree.fromstring(first)
        .findtext("a:updated", namespaces=NS)
        .startswith(UPDATED.date().isoformat())
    )
