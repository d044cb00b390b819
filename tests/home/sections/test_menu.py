"""The main menu, read once per change."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, Site

from search.public import visibility
from tests.factories import HomePageFactory, StandardPageFactory
from tests.people import restrict


@pytest.fixture
def about(home):
    return StandardPageFactory(parent=home, title="About", slug="about", show_in_menus=True)


def menu(client, path="/", **headers):
    return {item.title: item for item in client.get(path, headers=headers).context["menu"]}


def test_a_menu_costs_no_query_between_two_changes(client, blog, about, generation, count_queries):
    assert set(menu(client, "/about/")) == {"Blog", "About"}
    few = count_queries(lambda: client.get("/about/"))
    for number in range(3):
        StandardPageFactory(parent=blog.get_parent(), slug=f"more-{number}", show_in_menus=True)
    generation.change()
    assert len(menu(client, "/about/")) == 5
    assert count_queries(lambda: client.get("/about/")) == few


def test_the_section_at_hand_is_marked_for_each_reader(client, blog, post, about, generation):
    assert menu(client, "/about/")["About"].current == "page"
    assert menu(client, post.url)["About"].current is None
    assert menu(client, post.url)["Blog"].current == "true"


def test_a_restricted_page_leaves_it_with_the_change(client, blog, about, generation):
    assert "About" in menu(client)
    restrict(about, "login")
    generation.change()
    assert "About" not in menu(client)


def test_an_expired_page_leaves_it_without_a_change(client, blog, about, generation, monkeypatch):
    Page.objects.filter(pk=about.pk).update(expire_at=timezone.now() + timedelta(hours=1))
    assert "About" in menu(client)
    Page.objects.filter(pk=about.pk).update(expire_at=timezone.now())
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(visibility.timezone, "now", lambda: later)
    assert "About" not in menu(client)


def test_each_site_has_its_own(client, blog, generation):
    root = HomePageFactory(parent=Page.get_first_root_node(), title="Other", slug="other")
    Site.objects.create(hostname="other.example", port=80, root_page=root)
    StandardPageFactory(parent=root, title="Elsewhere", show_in_menus=True)
    assert set(menu(client)) == {"Blog"}
    assert set(menu(client, host="other.example")) == {"Elsewhere"}
    assert set(menu(client)) == {"Blog"}
