"""Which posts stand below a post: those that editors pinned, then its nearest."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ReferenceIndex, Site

from blog.models import BlogPostPage, PinnedPost
from search.models import SearchNeighbour
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, SeriesFactory
from tests.people import restrict


@pytest.fixture
def nearest(blog, post):
    """Six posts that are near to `post`, the nearest first."""
    posts = [BlogPostPageFactory(parent=blog, title=f"Nearest {number}") for number in range(6)]
    for number, other in enumerate(posts):
        SearchNeighbour.objects.create(page=post, other=other, score=1 - number / 10)
    return posts


def pin(post, *others):
    post.pinned_posts = [
        PinnedPost(pinned=other, sort_order=place) for place, other in enumerate(others)
    ]
    post.save_revision().publish()


@pytest.fixture
def shown(client, post):
    """Return a function that gives the posts shown below `post`."""
    return lambda: client.get(post.url).context["related_posts"]


def test_the_four_nearest_are_shown_with_their_titles(client, post, nearest):
    response = client.get(post.url)
    assert response.context["related_posts"] == nearest[:4]
    html = response.content.decode()
    assert '<h2 class="related__title">Related posts</h2>' in html
    assert f'href="{nearest[0].url}">Nearest 0</a>' in html


def test_nothing_is_shown_where_there_is_none(client, post):
    assert "related" not in client.get(post.url).content.decode().partition("<main")[2]


def test_pinned_posts_come_first_in_their_order_and_once(blog, post, nearest, shown):
    other = BlogPostPageFactory(parent=blog)
    pin(post, nearest[5], other, nearest[1])
    assert shown() == [nearest[5], other, nearest[1], nearest[0]]


def test_more_pins_than_places(blog, post, nearest, shown):
    pin(post, *reversed(nearest))
    assert shown() == nearest[:1:-1]


def test_pins_that_are_not_public_are_not_shown(post, nearest, hidden_posts, shown):
    pin(post, *hidden_posts.values(), nearest[3])
    assert shown() == [nearest[3], nearest[0], nearest[1], nearest[2]]


def test_a_private_post_is_gone_at_once_and_another_takes_its_place(post, nearest, shown):
    pin(post, nearest[5])
    restrict(nearest[5], "login")
    nearest[0].unpublish()
    assert shown() == nearest[1:5]


def test_posts_of_another_site_are_not_shown(home, post, nearest, shown):
    root = type(home)(title="Other", slug="other-site")
    home.get_parent().add_child(instance=root)
    Site.objects.create(hostname="other.example.org", root_page=root)
    foreign = BlogPostPageFactory(parent=BlogIndexPageFactory(parent=root))
    SearchNeighbour.objects.create(page=post, other=foreign, score=1)
    pin(post, foreign)
    assert shown() == nearest[:4]


def test_the_parts_beside_it_in_a_series_are_shown_there_alone(client, blog, post, nearest):
    series = SeriesFactory()
    for position, part in enumerate([post, nearest[0], nearest[1]], start=1):
        BlogPostPage.objects.filter(pk=part.pk).update(series=series, series_position=position)
    assert client.get(post.url).context["related_posts"] == nearest[1:5]


def test_a_post_is_not_pinned_to_itself_or_twice(post, nearest):
    with pytest.raises(ValidationError):
        PinnedPost(post=post, pinned=post).full_clean()
    PinnedPost.objects.create(post=post, pinned=nearest[0])
    with pytest.raises(ValidationError):
        PinnedPost(post=post, pinned=nearest[0]).full_clean()


def test_a_draft_changes_no_pins_until_it_is_published(client, post, nearest, shown):
    post.pinned_posts = [PinnedPost(pinned=nearest[5])]
    revision = post.save_revision()
    assert shown() == nearest[:4]
    draft = revision.as_object()
    assert [entry.pinned_id for entry in draft.pinned_posts.all()] == [nearest[5].pk]
    preview = draft.make_preview_request()
    assert preview.context_data["related_posts"][0] == nearest[5]
    revision.publish()
    assert shown()[0] == nearest[5]


def test_a_copy_keeps_the_pins(post, nearest):
    pin(post, nearest[5], nearest[4])
    copy = BlogPostPage.objects.get(pk=post.pk).copy(update_attrs={"slug": "copy"})
    assert [entry.pinned_id for entry in copy.pinned_posts.all()] == [
        nearest[5].pk,
        nearest[4].pk,
    ]


def test_a_revision_outlives_a_pinned_post(post, nearest):
    pin(post, nearest[5], nearest[4])
    nearest[5].delete()
    draft = post.get_latest_revision_as_object()
    assert [entry.pinned_id for entry in draft.pinned_posts.all()] == [nearest[4].pk]
    assert list(PinnedPost.objects.values_list("pinned", flat=True)) == [nearest[4].pk]


@pytest.mark.usefixtures("wagtail_indexes")
def test_usage_knows_pins(post, nearest):
    pin(post, nearest[5])
    (reference,) = ReferenceIndex.get_references_to(nearest[5])
    assert reference.object_id == str(post.pk)
