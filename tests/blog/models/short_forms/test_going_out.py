"""Feeds, metadata, search and the Markdown version lead to what a short form shares."""

import json
from xml.etree import ElementTree

from tests.blog.metadata.heads import read_head
from tests.blog.models.short_forms.making import URL
from tests.factories import BlogPostPageFactory

ATOM = "{http://www.w3.org/2005/Atom}"


def test_feeds_lead_to_what_is_linked(client, link, quotation, note):
    items = {item["title"]: item for item in json.loads(client.get("/feed.json").content)["items"]}
    assert items[link.title]["external_url"] == URL
    assert items[quotation.title]["external_url"] == "https://notes.example/g"
    assert "external_url" not in items[note.title]
    assert items[link.title]["url"] == link.full_url
    assert "Write-Ahead Logging</a>" in items[link.title]["content_html"]
    assert "<blockquote" in items[quotation.title]["content_html"]
    feed = ElementTree.fromstring(client.get("/feed.xml").content)
    related = {
        entry.find(f"{ATOM}title").text: [
            (each.get("href"), each.get("title"))
            for each in entry.findall(f"{ATOM}link[@rel='related']")
        ]
        for entry in feed.findall(f"{ATOM}entry")
    }
    assert related == {
        link.title: [(URL, "Write-Ahead Logging")],
        quotation.title: [("https://notes.example/g", "Ada Lovelace")],
        note.title: [],
    }
    assert "Write-Ahead Logging" in client.get("/rss.xml").content.decode()


def test_the_feed_of_a_post_has_its_original_as_before(client, blog):
    BlogPostPageFactory(parent=blog, canonical_url="https://first.example/a")
    (item,) = json.loads(client.get("/feed.json").content)["items"]
    assert item["external_url"] == "https://first.example/a"
    assert b'rel="related"' not in client.get("/feed.xml").content


def test_metadata_say_what_is_shared(client, link, quotation, note):
    heads = {form: read_head(client.get(form.url)) for form in (link, quotation, note)}
    nodes = {form: head.nodes["SocialMediaPosting"] for form, head in heads.items()}
    assert nodes[link]["sharedContent"] == {
        "@type": "WebPage",
        "name": "Write-Ahead Logging",
        "url": URL,
    }
    assert nodes[quotation]["sharedContent"] == {
        "@type": "Quotation",
        "text": "It can do whatever we know how to order it to perform.",
        "creditText": "Ada Lovelace",
        "isBasedOn": "https://notes.example/g",
    }
    assert "sharedContent" not in nodes[note]
    assert "timeRequired" not in nodes[note]
    assert b"citation_title" not in client.get(note.url).content


def test_search_finds_what_is_linked(client, link):
    assert client.get("/search/?q=ahead").context["hits"].items[0].title == link.title
    assert [each.text for each in link.search_entry().sections][-1] == (
        "Write-Ahead Logging sqlite.example"
    )


def test_the_markdown_version_says_so_in_its_head(client, link):
    text = client.get(f"{link.url}index.md").content.decode()
    assert "form: link\n" in text
    assert f"link: {URL}\n" in text
    assert "link_title: Write-Ahead Logging\n" in text
