"""What stands beside “Cite this post”: its text, its address, the site's feeds."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from blog.models import SiteIdentity
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


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("", None),
        ("Editors <x>@example.org", None),
        ("http://example.org/issues", None),
        (
            "team+web@example.org",
            "mailto:team+web@example.org?subject=Mistake%20in%20%E2%80%9CA%20%26%20B%E2%80%9D"
            "&body=http%3A%2F%2Ftestserver%2Fblog%2Fdrift%2F",
        ),
        ("https://example.org/issues", "https://example.org/issues"),
        (
            "https://example.org/new?title={title}&body={url}",
            "https://example.org/new?title=A%20%26%20B"
            "&body=http%3A%2F%2Ftestserver%2Fblog%2Fdrift%2F",
        ),
    ],
)
def test_a_mistake_is_reported_where_the_site_says(site, post, tools, address, link):
    identity = SiteIdentity.for_site(site)
    identity.report_address = address
    post.title = "A & B"
    post.save()
    try:
        identity.full_clean()
    except ValidationError:
        assert link is None
        return
    identity.save()
    found = tools().find("a", string="Report a mistake")
    assert (found and found["href"]) == link


def test_a_post_leads_to_where_it_is_discussed(client, post, tools):
    post.discuss_url = "https://forum.example/t/1"
    post.full_clean()
    post.save()
    assert tools().find("a", string="Discuss")["href"] == "https://forum.example/t/1"
    assert b'"discussionUrl":"https://forum.example/t/1"' in client.get(post.url).content


@pytest.mark.parametrize("url", ["http://forum.example/", "javascript:alert(1)", "forum"])
def test_what_is_no_secure_address_is_refused(post, url):
    post.discuss_url = url
    with pytest.raises(ValidationError):
        post.full_clean()


def test_a_draft_has_no_markdown_yet(post, tools):
    post.unpublish()
    assert "Markdown" not in tools(make_link(post).get_absolute_url()).text
