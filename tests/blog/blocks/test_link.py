import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from blog.blocks.link import LinkBlock
from tests.factories import AuthorFactory


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://e.org/me", "https://e.org/me"),
        ("javascript:alert(1)", ""),
        (" JaVa\nScript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        (None, ""),
    ],
)
def test_a_stored_address_is_shown_if_it_may_be_followed(address, shown):
    value = LinkBlock().to_python({"label": "x", "page": None, "address": address})
    assert value.url == shown


@pytest.mark.django_db
def test_a_stored_link_of_an_author_cannot_run_a_script():
    link = {"label": "Site", "page": None, "address": "javascript:alert(1)"}
    author = AuthorFactory(links=[("link", link)])
    html = BeautifulSoup(
        render_to_string("components/author.html", {"author": author}), "html.parser"
    )
    assert "Site" in html.text
    assert not html("a")


@pytest.mark.parametrize("state", ["draft", "login", "expired", "alias"])
def test_a_link_to_a_page_that_is_not_public_has_no_address(state, post, hidden_posts):
    link = LinkBlock().to_python({"label": "x", "page": post.pk, "address": ""})
    assert link.url == post.url
    hidden = LinkBlock().to_python({"label": "x", "page": hidden_posts[state].pk, "address": ""})
    assert hidden.url == ""
