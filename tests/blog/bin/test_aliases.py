"""Aliases go with their source, and come back by themselves only where they went so."""

import pytest
from wagtail.models import Page

from blog.bin.bringing_back import bring_back
from blog.bin.putting import put_in_bin
from blog.models import BinnedPage, BlogPostPage
from blog.models.unpublished.binned_page import is_binned
from tests.blog.bin.asking import come_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtail_indexes")]


def test_an_alias_alone_leaves_its_source(client, full_post):
    alias = full_post.aliases.get()
    put_in_bin(alias)
    assert client.get(full_post.url).status_code == 200
    full_post.title = "Renamed meanwhile"
    full_post.save_revision().publish()
    row = BinnedPage.objects.get()
    bring_back(row, parent=row.parent, slug="drift")
    alias = BlogPostPage.objects.get(alias_of=full_post)
    assert alias.title == "Renamed meanwhile"
    assert client.get("/elsewhere/drift/").status_code == 200


def test_an_alias_without_its_place_stays_by_itself(full_post, blog):
    row = put_in_bin(full_post)
    put_in_bin(Page.objects.get(slug="elsewhere"))
    bring_back(row, parent=blog, slug="drift")
    alias = BinnedPage.objects.get(page__alias_of=full_post.pk)
    assert alias in BinnedPage.objects.in_bin()


def test_an_alias_whose_slug_its_source_takes_gets_a_free_one(desk, client, blog, post):
    """In a blog that is empty but for them."""
    post.create_alias(parent=blog, update_slug="alias")
    put_in_bin(post)
    come_back(desk, post, slug="alias")
    assert client.get("/blog/alias/").status_code == client.get("/blog/alias-1/").status_code == 200


def test_an_alias_waits_for_its_source(desk, blog, post):
    alias = post.create_alias(parent=blog, update_slug="alias")
    put_in_bin(alias)
    put_in_bin(post)
    assert "Bring back first what this is an alias of." in come_back(desk, alias).content.decode()
    assert is_binned(Page.objects.get(pk=alias.pk))
    come_back(desk, post)
    assert "is back" in come_back(desk, alias).content.decode()
