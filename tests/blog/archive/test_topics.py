"""A topic's posts are the same by either way, and the shorter way is taken."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.archive.topics import posts_of_topic
from tests.factories import AuthorFactory, BlogPostPageFactory, TagFactory


@pytest.fixture
def posts(blog):
    """Six posts, the newest first; every other one has the topics."""
    topics = {"tags": [TagFactory()], "authors": [AuthorFactory()]}
    now = timezone.now()
    made = [
        BlogPostPageFactory(
            parent=blog,
            display_date=now - timedelta(days=number),
            **({"tags": [], "authors": []} if number % 2 else topics),
        )
        for number in range(6)
    ]
    return made, topics["tags"][0], topics["authors"][0]


@pytest.mark.parametrize(("among", "walks_by_date"), [(1, True), (1000, False)])
@pytest.mark.parametrize("place", [1, 2])
def test_both_ways_lead_to_the_same_posts(blog, posts, place, among, walks_by_date):
    made, topic = posts[0], posts[place]
    found = posts_of_topic(blog.posts, topic, first=2, among=among)
    assert ("EXISTS(SELECT 1" in str(found.query)) == walks_by_date
    assert list(found) == made[::2]


def test_a_post_is_listed_once(blog, posts):
    _made, tag, _author = posts
    TagFactory()
    for among in (1, 1000):
        found = list(posts_of_topic(blog.posts, tag, first=2, among=among))
        assert len(found) == len(set(found)) == 3


def test_hidden_posts_are_left_out_either_way(blog, hidden_posts):
    tag = hidden_posts["draft"].post_tags.get().tag
    for among in (1, 1000):
        assert not posts_of_topic(blog.posts, tag, first=2, among=among).exists()
