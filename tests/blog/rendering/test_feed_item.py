"""What an entry holds of a real post."""

from datetime import timedelta
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree
from django.core.cache import cache
from django.utils import timezone

from blog.pictures.making import make_presets
from tests.factories import AuthorFactory, BlogPostPageFactory, ImageFactory, TagFactory

BODY = """\
See [about](/about/), [part](#part), [next](../next/) and a note.[^1]

![A plot](image:{image} "Loss")

$$
\\frac{{a}}{{b}} < c
$$

```python
x < 1 && "&amp;"
```

<details><summary>More</summary><a href="/raw/">raw</a></details>

[^1]: Beside.
"""


@pytest.fixture
def post(blog):
    # Other tests' renditions are kept there, by ids that come again.
    cache.clear()
    image = ImageFactory()
    now = timezone.now()
    return BlogPostPageFactory(
        parent=blog,
        slug="drift",
        body=[("markdown", BODY.format(image=image.pk))],
        authors=AuthorFactory.create_batch(2),
        tags=[TagFactory(name="MLOps")],
        cover=image,
        canonical_url="https://elsewhere.example/drift",
        display_date=now - timedelta(days=30),
        last_published_at=now - timedelta(days=2),
    )


def test_the_text_is_the_same_in_all_formats(client, post):
    (item,) = client.get("/blog/feed.json").json()["items"]
    for file in ("feed.xml", "rss.xml"):
        # As it stands in the document: feedparser's own cleaning changes formulas.
        document = ElementTree.fromstring(client.get(f"/blog/{file}").content)
        assert item["content_html"] in [each.text for each in document.iter()]


def test_formulas_and_code_are_intact(client, post):
    html = client.get("/blog/feed.json").json()["items"][0]["content_html"]
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find("math").find("mfrac")
    assert soup.find("pre").text.strip() == 'x < 1 && "&amp;"'


def test_all_addresses_are_full(client, post):
    html = client.get("/blog/feed.json").json()["items"][0]["content_html"]
    soup = BeautifulSoup(html, "html.parser")
    links = {link["href"] for link in soup.find_all(href=True)}
    base = f"http://testserver{post.url}"
    assert {
        "http://testserver/about/", f"{base}#part", "http://testserver/blog/next/",
        "http://testserver/raw/",
    } <= links  # fmt: skip
    pictures = [each["src"] for each in soup.find_all(src=True)]
    candidates = [part.split()[0] for each in soup.find_all(srcset=True)
                  for part in each["srcset"].split(",")]  # fmt: skip
    assert pictures
    assert all(urlsplit(url).netloc for url in [*links, *pictures, *candidates])


def test_notes_stand_once(client, post):
    html = client.get("/blog/feed.json").json()["items"][0]["content_html"]
    assert html.count("Beside.") == 1


def test_dates_are_those_of_the_post(client, post):
    entry = feedparser.parse(client.get("/blog/feed.xml").content).entries[0]
    assert entry.published == post.display_date.isoformat()
    assert entry.updated == post.last_published_at.isoformat()


def test_authors_lead_to_their_posts(client, post):
    entry = feedparser.parse(client.get("/blog/feed.xml").content).entries[0]
    assert [(author.name, author.href) for author in entry.authors] == [
        (author.name, f"http://testserver/blog/{author.post_list_path}") for author in post.authors
    ]
    for author in entry.authors:
        assert client.get(urlsplit(author.href).path).status_code == 200
    assert [tag.term for tag in entry.tags] == ["MLOps"]


def test_a_cover_goes_along_at_its_full_address(client, post):
    item = client.get("/blog/feed.json").json()["items"][0]
    assert item["image"].startswith("http://testserver/media/")
    make_presets(post.cover, ["cover"])
    entry = feedparser.parse(client.get("/blog/feed.xml").content).entries[0]
    (enclosure,) = entry.enclosures
    assert enclosure.type == "image/webp"


def test_the_first_home_of_a_text_is_named(client, post):
    item = client.get("/blog/feed.json").json()["items"][0]
    assert item["external_url"] == "https://elsewhere.example/drift"
    assert item["url"] == f"http://testserver{post.url}"


def test_an_entrys_id_outlives_a_new_address(client, post):
    before = client.get("/blog/feed.json").json()["items"][0]
    post.slug = "moved"
    post.save()
    after = client.get("/blog/feed.json").json()["items"][0]
    assert before["id"] == after["id"] == f"urn:uuid:{post.translation_key}"
    assert before["url"] != after["url"]


def test_a_feeds_id_outlives_new_addresses_and_names(client, blog, post):
    tag = post.shown_tags[0]

    def ids():
        paths = ["", "blog/", f"blog/{tag.post_list_path}"]
        return [feedparser.parse(client.get(f"/{path}feed.xml").content).feed.id for path in paths]

    before = ids()
    assert len(set(before)) == 3
    tag.slug = tag.name = "renamed"
    tag.save()
    assert ids() == before


def test_characters_that_xml_forbids_are_left_out(client, blog):
    BlogPostPageFactory(
        parent=blog,
        title="Bell\x07 and \ufffe",
        teaser="Tab\x0b",
        authors=[AuthorFactory(name="Team\x01")],
        tags=[TagFactory(name="Tag\x02")],
        body=[("code", {"language": "text", "code": "\x1b[31mred"})],
    )
    (entry,) = feedparser.parse(client.get("/blog/feed.xml").content).entries
    assert entry.title.strip() == "Bell and"
    assert "[31mred" in entry.content[0].value


@pytest.mark.parametrize("file", ["feed.xml", "rss.xml", "feed.json"])
def test_an_empty_feed_is_a_feed_and_stays_the_same(client, blog, file):
    first, second = (client.get(f"/blog/{file}") for _ in range(2))
    assert first.status_code == 200
    assert first.content == second.content
