"""A page has the restrictions that Wagtail finds, and asks for none where there are none."""

import pytest
from wagtail.models import Page, PageViewRestriction

from tests.factories import BlogPostPageFactory
from tests.people import restrict

KINDS = ("login", "groups", "password")


def guards_of(page):
    """The restrictions of a page, which are those that Wagtail's own method finds."""
    page = page.specific_class.objects.get(pk=page.pk)
    found = set(page.get_view_restrictions())
    assert found == set(Page.get_view_restrictions(page))
    return {each.page_id for each in found}


@pytest.mark.parametrize("kind", KINDS)
def test_a_restriction_guards_its_page_and_what_is_below(home, blog, post, generation, kind):
    other = BlogPostPageFactory(parent=blog)
    restrict(post, kind)
    generation.change()
    assert [guards_of(page) for page in (post, other, blog, home)] == [
        {post.pk},
        set(),
        set(),
        set(),
    ]
    restrict(blog, kind)
    generation.change()
    pages = (post, other, blog, home)
    expected = [{post.pk, blog.pk}, {blog.pk}, {blog.pk}, set()]
    assert [guards_of(page) for page in pages] == expected


def test_an_alias_has_those_of_its_source(home, blog, post, generation):
    alias = blog.create_alias(parent=home, recursive=True, update_slug="alias")
    restrict(post, "login")
    generation.change()
    mirrored = alias.get_children().get()
    assert mirrored.alias_of_id == post.pk
    assert guards_of(mirrored) == {post.pk}
    restrict(blog, "login")
    generation.change()
    assert guards_of(alias) == {blog.pk}
    assert guards_of(mirrored) == {post.pk, blog.pk}


def test_a_page_below_an_alias_has_those_of_the_alias_source(home, blog, generation):
    alias = blog.create_alias(parent=home, update_slug="alias")
    own = BlogPostPageFactory(parent=alias)
    restrict(blog, "login")
    generation.change()
    assert guards_of(own) == {blog.pk}


def test_without_any_nothing_is_asked(post, generation, count_queries):
    list(post.get_view_restrictions())
    assert count_queries(lambda: list(post.get_view_restrictions())) == 0


def test_where_many_pages_are_guarded_wagtail_looks_each_time(blog, post, generation, monkeypatch):
    monkeypatch.setattr("search.public.restrictions.MAX_GUARDED", 1)
    for _ in range(2):
        restrict(BlogPostPageFactory(parent=blog), "login")
    assert guards_of(post) == set()
    restrict(post, "login")
    assert guards_of(post) == {post.pk}  # though nothing told of the change


def test_a_reader_meets_a_new_restriction_at_once(client, post, generation):
    assert client.get(post.url).status_code == 200
    restrict(post, "password")
    generation.change()
    assert "password" in client.get(post.url).templates[0].name
    PageViewRestriction.objects.all().delete()
    generation.change()
    assert client.get(post.url).status_code == 200
