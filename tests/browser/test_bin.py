"""A post is deleted and brought back by mouse and keyboard, as an editor and an admin meet it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from blog.models import BinnedPage, BlogIndexPage, BlogPostPage
from tests.browser.axe import axe_source, violations
from tests.factories import BlogPostPageFactory, UserFactory

pytestmark = pytest.mark.browser


def test_a_post_goes_to_the_bin_and_comes_back(blog_url, open_page, shoot):
    axe = axe_source()
    UserFactory(username="admin", group="Admins")
    post = BlogPostPageFactory(
        parent=BlogIndexPage.objects.get(), title="Watching for drift", slug="drift"
    )
    page, reader = open_page(blog_url, "admin"), open_page(blog_url)

    def look(name):
        shoot(page, name)
        assert violations(page, axe) == [], name

    page.goto(reverse("wagtailadmin_pages:delete", args=[post.pk]))
    expect(page.get_by_text("goes to the bin")).to_be_visible()
    shoot(page, "delete")
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.get_by_text("is in the bin")).to_be_visible()
    assert reader.goto("/blog/drift/").status == 410
    expect(reader.get_by_role("heading", name="What stood here is gone")).to_be_visible()
    shoot(reader, "gone")
    page.goto(reverse("bin"))
    look("bin")
    page.get_by_role("link", name="Bring back").click()
    expect(page.get_by_role("button", name="Bring back")).to_be_visible()
    look("bring-back")
    page.get_by_role("link", name="Delete for good").click()
    expect(page.get_by_role("link", name="Leave it in the bin")).to_be_visible()
    look("purge")
    page.go_back()
    page.get_by_role("button", name="Bring back").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("is back")).to_be_visible()
    assert reader.goto("/blog/drift/").status == 200
    assert BlogPostPage.objects.get(slug="drift").live
    assert not BinnedPage.objects.exists()
    page.goto(reverse("bin"))
    look("empty")
