from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from blog.models import BlogPostPage
from tests.factories import AuthorFactory, BlogIndexPageFactory, BlogPostPageFactory, TagFactory


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (230, 1), (1150, 5)])
def test_reading_time_is_at_least_a_minute(blog, words, minutes):
    post = BlogPostPageFactory(parent=blog, body=[("markdown", "word " * words)] if words else [])
    assert (post.word_count, post.reading_minutes) == (words, minutes)


def test_code_does_not_count_as_words(blog):
    body = [("markdown", "two words"), ("code", {"language": "python", "code": "a = 1 + 2"})]
    assert BlogPostPageFactory(parent=blog, body=body).word_count == 2


def test_authors_stand_in_the_order_they_sign(blog):
    second, first = AuthorFactory(name="Zed"), AuthorFactory(name="Ann")
    post = BlogPostPageFactory(parent=blog, authors=[second, first])
    assert post.authors == [second, first]


def test_neighbours_are_public_posts_of_the_same_blog(client, home, blog, hidden_posts):
    now = timezone.now()
    old, middle, new = (
        BlogPostPageFactory(parent=blog, display_date=now - timedelta(days=days))
        for days in (30, 20, 10)
    )
    other = BlogIndexPageFactory(parent=home, slug="other")
    BlogPostPageFactory(parent=other, display_date=now - timedelta(days=21))
    context = client.get(middle.url).context
    assert (context["previous_post"], context["next_post"]) == (old, new)


def test_neighbours_with_equal_dates_are_each_others(client, blog):
    now = timezone.now()
    first, second = (BlogPostPageFactory(parent=blog, display_date=now) for _number in range(2))
    assert client.get(first.url).context["next_post"] == second
    assert client.get(second.url).context["previous_post"] == first


def test_a_restored_revision_is_what_readers_see(client, post):
    post.body = [("markdown", "The first text.")]
    first = post.save_revision()
    first.publish()
    post.body = [("markdown", "The second text.")]
    post.save_revision().publish()
    assert b"The second text." in client.get(post.url).content
    first.as_object().save_revision().publish()
    assert b"The first text." in client.get(post.url).content


@pytest.mark.parametrize("change", ["slug", "parent"])
def test_the_old_address_of_a_moved_post_redirects(
    client, home, post, change, django_capture_on_commit_callbacks
):
    old_url = post.url
    with django_capture_on_commit_callbacks(execute=True):
        if change == "slug":
            post.slug = "drift-and-decay"
            post.save_revision().publish()
        else:
            post.move(BlogIndexPageFactory(parent=home, slug="notes"), pos="last-child")
    moved = BlogPostPage.objects.get(pk=post.pk)
    assert Redirect.objects.count() == 1
    assert client.get(old_url).headers["Location"].endswith(moved.get_url())


def test_tag_urls_stand_in_the_posts_own_blog(home):
    notes = BlogIndexPageFactory(parent=home, slug="notes")
    tag = TagFactory(slug="mlops")
    post = BlogPostPageFactory(parent=notes, tags=[tag])
    assert post.blog_url() + tag.post_list_path == "/notes/tags/mlops/"


@pytest.mark.parametrize(
    ("display", "first", "last", "is_changed"),
    [
        (-30, -30, -30, False),
        (-30, -30, -29.5, False),
        (-30, -30, -2, True),
        # An old text that came here lately, and one dated ahead.
        (-900, -3, -2.5, False),
        (5, -3, -1, False),
        (-3, None, None, False),
    ],
)
def test_a_change_counts_once_a_post_has_settled(blog, display, first, last, is_changed):
    now = timezone.now()
    dates = [now + timedelta(days=days) if days else None for days in (display, first, last)]
    names = ("display_date", "first_published_at", "last_published_at")
    post = BlogPostPage(title="Dates", **dict(zip(names, dates, strict=True)))
    assert post.changed_at == (dates[2] if is_changed else None)
