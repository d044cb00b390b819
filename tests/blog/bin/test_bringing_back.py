"""A page comes back though its slug or its place is taken."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from blog.bin.putting import put_in_bin
from blog.models import BinnedPage, BlogPostPage
from tests.blog.bin.asking import come_back, delete
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtail_indexes")]


def test_a_slug_that_was_taken_meanwhile(desk, client, blog, post):
    post.title = "A draft newer than the page"
    post.save_revision()
    delete(desk, post)
    newcomer = BlogPostPageFactory(parent=blog, slug="drift", title="Newcomer")
    newcomer.save_revision().publish()
    assert "Newcomer" in client.get("/blog/drift/").content.decode()
    row = BinnedPage.objects.get()
    shown = desk.get(reverse("bring_back", args=[row.pk]))
    assert shown.context["form"].initial == {"parent": blog.pk, "slug": "drift-1"}
    assert "Another page has the slug" in shown.content.decode()
    assert "This slug is taken there." in come_back(desk, post).content.decode()
    assert "choose another slug" in come_back(desk, post, slug="tags").content.decode()
    come_back(desk, post, slug="drift-1")
    assert client.get("/blog/drift-1/").status_code == 200
    assert "Newcomer" in client.get("/blog/drift/").content.decode()
    post = BlogPostPage.objects.get(pk=post.pk)
    assert post.get_latest_revision_as_object().slug == "drift-1"
    post.get_latest_revision().publish()
    assert BlogPostPage.objects.get(pk=post.pk).title == "A draft newer than the page"
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("is_binned_too", [False, True])
def test_a_place_that_is_gone_by_then(desk, client, blog, post, is_binned_too):
    other = BlogIndexPageFactory(parent=blog.get_parent(), slug="other")
    put_in_bin(post)
    if is_binned_too:
        put_in_bin(blog)
    else:
        blog.delete()
    row = BinnedPage.objects.get(page=post)
    shown = desk.get(reverse("bring_back", args=[row.pk]))
    assert shown.context["form"].initial["parent"] == other.pk
    assert "choose another place" in shown.content.decode()
    assert "form__errors" not in come_back(desk, post, parent=other.pk).content.decode()
    assert client.get("/other/drift/").status_code == 200
    assert not Redirect.objects.exists()


def test_a_place_must_suit_the_type(desk, home, blog, post):
    delete(desk, post)
    for parent in (home.pk, post.pk, 0, Page.get_root_nodes().last().pk):
        come_back(desk, post, parent=parent)
    assert BinnedPage.objects.count() == 1
