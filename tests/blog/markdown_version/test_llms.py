"""llms.txt keeps to the format of llmstxt.org."""

import re

import pytest
from markdown_it import MarkdownIt

from blog.models import SiteIdentity
from tests.factories import BlogPostPageFactory, StandardPageFactory

SITE = "http://testserver"
# As the format's own reader has it.
LINK = re.compile(r"-\s*\[(?P<title>[^\]]+)\]\((?P<url>[^\)]+)\)(?::\s*(?P<about>.*))?")


@pytest.fixture
def text(client, home, post):
    SiteIdentity.objects.update(name="Our journal", tagline="On models.")
    StandardPageFactory(parent=home, title="About", slug="about", search_description="Who we are.")
    response = client.get("/llms.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode()


def test_it_has_a_title_a_quote_and_sections_of_links(text):
    blocks = text.strip().split("\n\n")
    assert blocks[:2] == ["# Our journal", "> On models."]
    headings, lists = blocks[2::2], blocks[3::2]
    assert headings == ["## Posts", "## Pages", "## Optional"]
    for lines in lists:
        assert all(LINK.fullmatch(line) for line in lines.splitlines())


def test_its_links_lead_to_texts(client, text):
    links = [match.groupdict() for match in LINK.finditer(text)]
    by_title = {link["title"]: link for link in links}
    assert by_title["Watching for drift"]["url"] == f"{SITE}/blog/drift/index.md"
    assert by_title["Watching for drift"]["about"].endswith("What the reader learns.")
    assert by_title["About"]["about"] == "Who we are."
    for link in links:
        response = client.get(link["url"].removeprefix(SITE))
        assert response.status_code == 200, link


def test_hostile_words_stay_words(client, home, blog):
    SiteIdentity.objects.update(name="# A](x)\n## B", tagline="> [q](javascript:x)\n\n# C")
    BlogPostPageFactory(parent=blog, title="[x](https://evil.example)\n## D", teaser="a\n- [b](c)")
    tokens = MarkdownIt().parse(client.get("/llms.txt").content.decode())
    headings = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open"]
    assert len(headings) == 4
    hrefs = [child.attrs["href"] for token in tokens for child in token.children or ()
             if child.type == "link_open"]  # fmt: skip
    assert all(href.startswith(f"{SITE}/") for href in hrefs)
