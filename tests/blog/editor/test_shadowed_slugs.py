"""No post can have a slug that its blog answers at itself."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from blog.archive.routes import is_shadowed
from blog.editor.post_slugs import page_slug
from blog.models import BlogIndexPage, BlogPostPage
from tests.factories import BlogPostPageFactory
from tests.forms import POST

SHADOWED = ["tags", "authors", "series", "archive", "2024", "0001"]
FREE = ["tagged", "tags-2", "serie", "123", "12345", "٢٠٢٤", "2024-in-review"]


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("slug", ["tags", "2024"])
def test_a_shadowed_slug_is_refused_on_save(blog, slug, live):
    with pytest.raises(ValidationError) as refusal:
        BlogPostPageFactory(parent=blog, slug=slug, live=live)
    assert list(refusal.value.message_dict) == ["slug"]


@pytest.mark.parametrize("slug", SHADOWED)
def test_a_shadowed_slug_is_known(slug):
    assert is_shadowed(slug)


def test_a_slug_that_only_looks_like_a_route_is_a_post(client, blog):
    for slug in FREE:
        post = BlogPostPageFactory(parent=blog, slug=slug)
        assert client.get(post.url).context["page"] == post


@pytest.mark.parametrize("slug", ["tags", "2024"])
def test_the_editor_shows_the_error_at_the_slug(admin_client, blog, post, slug):
    urls = [
        reverse("wagtailadmin_pages:add", args=("blog", "blogpostpage", blog.pk)),
        reverse("wagtailadmin_pages:edit", args=(post.pk,)),
    ]
    for url in urls:
        for action in ({}, {"action-publish": "1"}):
            response = admin_client.post(url, POST | {"slug": slug} | action)
            assert slug in response.context["form"].errors["slug"][0]
    assert BlogPostPage.objects.get().slug == "drift"


@pytest.mark.parametrize("alias", [{}, {"alias": "on"}])
def test_a_copy_shows_the_error_at_the_slug(admin_client, blog, post, alias):
    data = {"new_title": "Tags", "new_slug": "tags", "new_parent_page": blog.pk} | alias
    response = admin_client.post(reverse("wagtailadmin_pages:copy", args=(post.pk,)), data)
    assert "tags" in response.context["form"].errors["new_slug"][0]
    assert BlogPostPage.objects.count() == 1
    admin_client.post(
        reverse("wagtailadmin_pages:copy", args=(post.pk,)), data | {"new_slug": "tags-2"}
    )
    assert BlogPostPage.objects.count() == 2


def test_an_imported_post_gets_a_free_slug(blog):
    assert [page_slug(slug, index=blog) for slug in ("tags", "2024")] == ["tags-post", "2024-post"]


def test_every_route_is_kept_from_posts():
    patterns = [str(route.pattern).lstrip("^") for route in BlogIndexPage.get_subpage_urls()]
    heads = {pattern.split("/")[0] for pattern in patterns} - {""}
    years = {head for head in heads if head.startswith("(?P<year>")}
    assert years
    assert all(is_shadowed(head) for head in heads - years)
