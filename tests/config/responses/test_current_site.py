"""The site of a request, remembered between two changes."""

import pytest
from django.test import RequestFactory
from wagtail.models import Page, Site

from config.responses.current_site import CurrentSiteMiddleware
from tests.factories import HomePageFactory


@pytest.fixture
def other(site) -> Site:
    root = HomePageFactory(parent=Page.get_first_root_node(), title="Other", slug="other")
    return Site.objects.create(hostname="other.example", port=80, root_page=root)


def pass_through(**headers):
    """Return a request as it leaves the middleware."""
    request = RequestFactory().get("/", **headers)
    return CurrentSiteMiddleware(lambda request: request)(request)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_HOST": "other.example"},
        {"HTTP_HOST": "OTHER.example:80"},
        {"HTTP_HOST": "unknown.example"},
        {"HTTP_HOST": "other.example", "SERVER_PORT": "8080"},
        {"HTTP_HOST": "[::1]:80"},
    ],
)
def test_it_is_the_site_that_wagtail_finds(site, other, generation, headers):
    for _ in range(2):
        assert pass_through(**headers)._wagtail_site == Site._find_for_request(
            RequestFactory().get("/", **headers)
        )


def test_it_is_found_once_per_change(site, generation, count_queries):
    pass_through()
    assert count_queries(pass_through) == 0
    Site.objects.update(site_name="New name")
    generation.change()
    assert pass_through()._wagtail_site.site_name == "New name"


def test_its_root_page_comes_with_type_and_language(site, generation, count_queries):
    pass_through()
    assert count_queries(lambda: pass_through()._wagtail_site.root_page.specific.locale) == 0


def test_nobody_gets_what_another_may_change(site, generation):
    first = pass_through()._wagtail_site
    first.site_name = first.root_page.title = "Mine"
    second = pass_through()._wagtail_site
    assert (second.site_name, second.root_page.title) == (site.site_name, site.root_page.title)


def test_a_site_that_another_process_changed_has_its_new_address(client, post, generation):
    assert client.get(post.url).context["page"].full_url == "http://testserver/blog/drift/"
    # As another process does it: no signal of this one drops Wagtail's cache.
    Site.objects.update(hostname="new.example", port=443)
    generation.change()
    assert client.get(post.url).context["page"].full_url == "https://new.example/blog/drift/"


def test_without_a_generation_wagtail_looks_by_itself(site, count_queries):
    assert count_queries(lambda: vars(pass_through())) == 0
    assert not hasattr(pass_through(), "_wagtail_site")


def test_a_host_that_is_not_ours_is_refused_before(client, site, generation, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    assert client.get("/", headers={"host": "hostile.example"}).status_code == 400


def test_without_a_site_there_is_none(db, client, generation):
    Site.objects.all().delete()
    assert pass_through()._wagtail_site is None
    assert client.get("/").status_code == 404
