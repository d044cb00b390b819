"""No link, picture or anchor of the starter site leads nowhere."""

import json
import re
from collections import deque
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

ORIGIN = "http://testserver"
# A crawl past this many pages would be one without end.
MOST_PAGES = 500

pytestmark = pytest.mark.django_db


@pytest.fixture
def crawl(client, settings, tmp_path):
    """The starter site, and what a crawl of it from the front page found."""
    settings.DATA_DIR = tmp_path
    settings.SITE_URL = ORIGIN
    call_command("demo", no_serve=True)
    return Crawl(client).run(f"{ORIGIN}/")


class Crawl:
    """Every internal address met, with its status, its anchors and where it was met."""

    def __init__(self, client):
        self.client = client
        self.statuses, self.anchors, self.met_on = {}, {}, {}

    def run(self, start):
        waiting = deque([start])
        self.met_on[start] = ""
        while waiting:
            url = waiting.popleft()
            address = urldefrag(url).url
            if address in self.statuses:
                continue
            found = self.visit(address)
            if address.startswith(f"{ORIGIN}/search/?"):
                # Filters lead on to every set of filters.
                found = [each for each in found if not each.startswith(f"{ORIGIN}/search/")]
            for target in found:
                if target.startswith(f"{ORIGIN}/") and target not in self.met_on:
                    self.met_on[target] = address
                    waiting.append(target)
        return self

    def visit(self, url):
        """Fetch an address and return those that it names."""
        assert len(self.statuses) < MOST_PAGES
        response = self.client.get(url.removeprefix(ORIGIN))
        self.statuses[url] = response.status_code
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        body = b"".join(response) if response.streaming else response.content
        if response.status_code in {301, 302}:
            return [urljoin(url, response.headers["Location"])]
        return [
            urljoin(url, target) for target in self.targets(url, kind, body.decode(errors="ignore"))
        ]

    def targets(self, url, kind, text):
        if kind == "text/html":
            soup = BeautifulSoup(text, "html.parser")
            self.anchors[url] = {tag["id"] for tag in soup.find_all(id=True)}
            return list(html_targets(soup))
        if kind == "text/markdown":
            return re.findall(rf"\]\(<?({ORIGIN}[^)>\s]*)", text)
        if kind == "application/feed+json":
            texts = [item["content_html"] for item in json.loads(text)["items"]]
            return html_targets(BeautifulSoup("".join(texts), "html.parser"))
        if kind == "text/css":
            return re.findall(r"""url\(["']?([^"')]+)""", text)
        if kind.endswith("xml") and "svg" not in kind:
            return xml_targets(text)
        return []


def html_targets(soup):
    for name in ("href", "src", "poster"):
        yield from (tag[name] for tag in soup.find_all(attrs={name: True}))
    for tag in soup.find_all(srcset=True):
        yield from (candidate.split()[0] for candidate in tag["srcset"].split(","))


def xml_targets(text):
    """Return the addresses in a feed, those in its posts too, or in a sitemap."""
    for element in ElementTree.fromstring(text).iter():
        name = element.tag.rpartition("}")[2]
        if name == "loc":
            yield element.text
        if name == "link":
            yield element.attrib.get("href") or element.text
        if name in ("content", "encoded"):
            yield from html_targets(BeautifulSoup(element.text, "html.parser"))


def test_no_link_of_the_starter_site_is_broken(crawl):
    reached = {urlsplit(url).path for url in crawl.statuses}
    assert {"/feed.xml", "/blog/rss.xml", "/blog/tags/", "/blog/archive/"} <= reached
    assert {"/index.md", "/site.webmanifest", "/blog/tags/python/feed.json"} <= reached
    assert any(path.startswith("/media/") for path in reached)
    broken = {
        url: (status, crawl.met_on.get(url))
        for url, status in crawl.statuses.items()
        if status not in {200, 301, 302}
    }
    assert broken == {}
    lost = {
        url: page
        for url, page in crawl.met_on.items()
        if (anchor := unquote(urldefrag(url).fragment))
        and anchor not in crawl.anchors.get(urldefrag(url).url, ())
    }
    assert lost == {}
    parts = crawl.visit(f"{ORIGIN}/sitemap.xml")
    listed = [url for part in parts for url in crawl.visit(part)]
    assert len(listed) > 30
    assert [url for url in listed if crawl.statuses.get(url) != 200] == []
