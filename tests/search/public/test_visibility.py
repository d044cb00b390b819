import pytest
from django.db import connection
from wagtail.models import Page

from blog.models import BlogPostPage
from search.public.visibility import public_pages
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory
from tests.people import restrict


def test_public_pages_hold_live_posts_and_no_hidden_one(post, hidden_posts):
    assert list(public_pages(BlogPostPage.objects.all())) == [post]


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_a_restriction_hides_what_stands_below_it(home, post, kind):
    secret = restrict(BlogIndexPageFactory(parent=home, slug="secret"), kind)
    BlogPostPageFactory(parent=secret)
    assert list(public_pages(BlogPostPage.objects.all())) == [post]


def test_a_restriction_leaves_siblings_whose_path_only_begins_alike(home, post):
    restrict(post, "login")
    sibling = BlogPostPageFactory(parent=post.get_parent())
    assert list(public_pages(BlogPostPage.objects.all())) == [sibling]


def test_visibility_takes_one_query(post, hidden_posts, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(public_pages(Page.objects.all()))


def test_an_expired_page_is_not_served_before_the_scheduler_ran(client, hidden_posts):
    assert hidden_posts["expired"].live
    assert client.get(hidden_posts["expired"].url).status_code == 404


@pytest.mark.parametrize("state", ["draft", "scheduled", "expired", "unpublished"])
def test_a_hidden_post_is_not_at_its_address(client, hidden_posts, state):
    assert client.get(hidden_posts[state].get_url()).status_code == 404


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_a_restricted_post_asks_before_it_shows(client, hidden_posts, kind):
    response = client.get(hidden_posts[kind].url)
    assert b"Nobody may read" not in response.content
    assert response.status_code in (200, 302)


def test_originals_are_no_detour(blog):
    """SQLite would enter the index of aliases, PostgreSQL sort all posts where it knows nothing."""
    posts = BlogPostPage.objects.public().originals().newest_first()[:8]
    is_hidden_from_index = '+"wagtailcore_page"."alias_of_id" IS NULL' in str(posts.query)
    assert is_hidden_from_index == (connection.vendor == "sqlite")
    if connection.vendor == "sqlite":
        plan = posts.explain()
        assert "post_newest_first" in plan
        assert "SEARCH wagtailcore_page USING INDEX wagtailcore_page_alias" not in plan
