"""Addresses lead where Wagtail's own routing leads, in fewer queries."""

import pytest
from django.http import Http404
from django.test import RequestFactory
from wagtail.models import Page

from home.models import HomePage, StandardPage
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, StandardPageFactory


def route(page, path):
    """Return what an address leads to, which is what Wagtail's own way leads to."""
    found = [way(page, path) for way in (_ours, _wagtails)]
    assert found[0] == found[1]
    return found[0][0]


def _ours(page, path):
    return _end(page.specific.route, path)


def _wagtails(page, path):
    """Walk down by Wagtail's own method as far as the last page."""
    *above, slug = [part for part in path.split("/") if part]
    for part in above:
        page = page.get_children().filter(slug=part).first()
        if page is None:
            return (None, None)
    own = page.specific
    if not isinstance(own, (HomePage, StandardPage)):
        page = own
    return _end(lambda request, parts: Page.route(page, request, parts), slug)


def _end(way, path):
    request = RequestFactory().get("/")
    try:
        page, _args, _kwargs = way(request, [part for part in path.split("/") if part])
    except Http404:
        return (None, None)
    return (page, type(page))


@pytest.mark.parametrize("is_remembered", [False, True])
def test_pages_stand_where_wagtail_finds_them(home, request, is_remembered):
    if is_remembered:
        request.getfixturevalue("generation")
    about = StandardPageFactory(parent=home, slug="about")
    blogs = [BlogIndexPageFactory(parent=parent, slug="blog") for parent in (home, about)]
    posts = [BlogPostPageFactory(parent=blog, slug="drift") for blog in blogs]
    hidden = BlogPostPageFactory(parent=blogs[0], slug="hidden", live=False)
    for _ in range(2):
        assert route(home, "about") == about
        assert [route(home, path) for path in ("blog", "about/blog")] == blogs
        assert [route(home, path) for path in ("blog/drift", "about/blog/drift")] == posts
        for path in ("nothing", "blog/nothing", "about/nothing", f"blog/{hidden.slug}"):
            assert route(home, path) is None


def test_an_unpublished_blog_is_not_shown_but_leads_on_as_in_wagtail(
    client, blog, post, generation
):
    blog.live = False
    blog.save()
    assert client.get(blog.url).status_code == 404
    assert client.get(post.url).status_code == 200


def test_a_new_address_is_known_with_the_change(client, home, blog, post, generation):
    assert client.get("/blog/drift/").status_code == 200
    blog.slug = "notes"
    blog.save()
    generation.change()
    assert client.get("/notes/drift/").status_code == 200
    assert client.get("/blog/drift/").status_code == 404


def test_an_alias_of_a_post_is_shown_in_its_own_place(client, home, blog, post, generation):
    notes = BlogIndexPageFactory(parent=home, title="Notes", slug="notes")
    alias = post.create_alias(parent=notes, update_slug="copy")
    response = client.get("/notes/copy/")
    assert response.context["page"].pk == alias.pk
    assert response.context["page"].get_parent().pk == notes.pk


def test_the_lists_of_a_blog_come_before_its_posts(client, blog, post, generation):
    Page.objects.filter(pk=post.pk).update(slug="tags")
    assert client.get("/blog/tags/").context["post_list"].path == "tags/"


def test_the_next_reader_gets_a_blog_of_their_own(client, blog, generation):
    first = client.get(blog.url).context["page"]
    first.title = "Mine"
    assert client.get(blog.url).context["page"].title == "Blog"
