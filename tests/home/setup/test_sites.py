"""The default site follows SITE_URL."""

import pytest
from wagtail.models import Page, Site

from home.setup.sites import sync_default_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    Site.objects.all().delete()
    return Site.objects.create(
        hostname="old.example", root_page=Page.get_first_root_node(), is_default_site=True
    )


@pytest.mark.parametrize(
    ("url", "hostname", "port"),
    [
        ("https://blog.example.org", "blog.example.org", 443),
        ("https://blog.example.org:8443", "blog.example.org", 8443),
        ("http://localhost", "localhost", 80),
        ("http://127.0.0.1:8000", "127.0.0.1", 8000),
    ],
)
def test_it_takes_host_and_port(site, settings, url, hostname, port):
    settings.SITE_URL = url
    Site.get_site_root_paths()
    assert sync_default_site()
    site.refresh_from_db()
    assert (site.hostname, site.port) == (hostname, port)
    # The cached addresses are dropped with the old name.
    assert hostname in Site.get_site_root_paths()[0].root_url
    assert not sync_default_site()


def test_without_a_site_nothing_happens(settings):
    Site.objects.all().delete()
    settings.SITE_URL = "https://blog.example.org"
    assert not sync_default_site()
    assert not Site.objects.exists()


def test_the_address_of_another_site_is_not_taken(site, settings):
    root = Page.get_first_root_node()
    Site.objects.create(hostname="blog.example.org", port=443, root_page=root)
    settings.SITE_URL = "https://blog.example.org"
    assert not sync_default_site()
    site.refresh_from_db()
    assert site.hostname == "old.example"
