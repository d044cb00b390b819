import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from blog.models import BlogIndexPage, SiteIdentity
from home.models import HomePage, StandardPage
from home.setup.pages import TAGLINE, set_up_site

pytestmark = pytest.mark.django_db


def test_a_new_site_has_home_blog_and_about(client):
    site = set_up_site(name="Our journal")
    assert [page.specific_class for page in site.root_page.get_children()] == [
        BlogIndexPage,
        StandardPage,
    ]
    assert SiteIdentity.for_site(site).name == "Our journal"
    for path in ("/", "/blog/", "/about/"):
        assert client.get(path, headers={"host": "localhost"}).status_code == 200


def test_wagtails_welcome_page_makes_way():
    welcome = Page(title="Welcome to your new Wagtail site!", slug="home")
    Page.get_first_root_node().add_child(instance=welcome)
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)
    set_up_site()
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_setting_up_again_changes_nothing():
    site = set_up_site()
    SiteIdentity.objects.update(tagline="Ours")
    BlogIndexPage.objects.get().delete()
    assert set_up_site() == site
    assert SiteIdentity.for_site(site).tagline == "Ours"
    assert HomePage.objects.count() == 1
    assert not BlogIndexPage.objects.exists()


def test_init_makes_the_first_superuser_from_the_environment(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "root")
    monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", "root@example.org")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a-long-lamp-42")
    for _run in range(2):
        call_command("init", name="Our journal")
    assert get_user_model().objects.get(is_superuser=True).check_password("a-long-lamp-42")
    assert Site.objects.get().site_name == "Our journal"
    assert SiteIdentity.objects.get().tagline == TAGLINE


def test_init_without_a_superuser_says_what_to_set(monkeypatch):
    monkeypatch.delenv("DJANGO_SUPERUSER_PASSWORD", raising=False)
    with pytest.raises(CommandError, match="DJANGO_SUPERUSER_PASSWORD"):
        call_command("init")
