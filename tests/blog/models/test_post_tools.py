"""What stands beside “Cite this post”: its text, its address, the site's feeds."""

import pytest
from bs4 import BeautifulSoup

from tests.blog.sharing.draft_links import make_link


@pytest.fixture
def tools(client, post):
    def tools(url=post.url):
        page = BeautifulSoup(client.get(url).content, "html.parser")
        return page.select_one(".post-tools")

    return tools


def test_a_post_leads_to_its_markdown_and_to_the_feeds(client, post, tools):
    links = {link.text: link["href"] for link in tools().select("a")}
    assert links == {"Markdown": f"{post.url}index.md", "Follow": "/follow/"}
    assert all(client.get(url).status_code == 200 for url in links.values())


def test_what_needs_scripts_is_hidden_without(tools):
    assert tools().find("button").parent.has_attr("hidden")


def test_a_draft_has_no_markdown_yet(post, tools):
    post.unpublish()
    assert "Markdown" not in tools(make_link(post).get_absolute_url()).text
