import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from blog.html.mathml import TAGS as MATHML_TAGS
from blog.html.raw_html import PLAYER_TAGS
from blog.html.sanitising import ATTRIBUTES, HTML_TAGS, SVG_TAGS, WEB_SCHEMES
from tests.blog.markdown.rendering import build
from tests.factories import UserFactory


@pytest.fixture
def page(client, db):
    client.force_login(UserFactory(group="Authors"))
    html = client.get(reverse("what_may_stand")).content
    return BeautifulSoup(html, "html.parser")


def listed(page, key):
    return {code.text for code in page.select(f'[data-list="{key}"] code')}


def test_the_help_says_what_the_sanitiser_lets_through(page):
    assert listed(page, "html") == {f"<{tag}>" for tag in HTML_TAGS}
    assert listed(page, "svg") == {f"<{tag}>" for tag in SVG_TAGS}
    assert listed(page, "mathml") == {f"<{tag}>" for tag in MATHML_TAGS}
    assert listed(page, "players") == {f"<{tag}>" for tag in PLAYER_TAGS}
    assert listed(page, "schemes") == {f"{scheme}:" for scheme in WEB_SCHEMES}
    words = {word for item in listed(page, "attributes") for word in item.strip("<>").split()}
    assert set().union(*(ATTRIBUTES[tag] for tag in HTML_TAGS & ATTRIBUTES.keys())) <= words


@pytest.mark.parametrize("key", ["players", "typed"])
def test_what_the_help_calls_shown_as_typed_is(page, key):
    for item in listed(page, key):
        shown = BeautifulSoup(build(("markdown", f"a {item} b")).html, "html.parser").get_text()
        assert f"a {item} b" in shown


def test_the_menu_leads_there_and_outsiders_get_no_further(page, client):
    links = [link["href"] for link in page.select("a[href]")]
    props = page.find(id="wagtail-sidebar-props")
    assert reverse("what_may_stand") in links or reverse("what_may_stand") in props.text
    client.logout()
    assert client.get(reverse("what_may_stand")).status_code == 302
