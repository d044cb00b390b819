"""Finds the posts of a tag or an author, newest first, by whichever query is shorter."""

from typing import ClassVar, Protocol

from django.db.models import Exists, OuterRef
from wagtail.models import PageQuerySet

from search.public.once_per_change import once_per_change


class Topic(Protocol):
    """A tag or an author.

    `post_rows` is the name of its relation to the rows that put it on posts, and that of the
    field by which such a row names the post.
    """

    post_rows: ClassVar[tuple[str, str]]


def posts_of_topic(posts: PageQuerySet, topic: Topic, *, first: int, among: int) -> PageQuerySet:
    """Narrow `posts` to those of a topic, of which the `first` newest are wanted.

    `among` says about how many posts there are. Without help, SQLite sorts all posts of a topic
    for a page of them. With EXISTS it walks down the index by date, past whatever is not of the
    topic: the shorter way where the topic is a common one.
    """
    relation, post_field = topic.post_rows
    rows = getattr(topic, relation).order_by()
    size = _count_uses(topic)
    if first * among > size * size:
        return posts.filter(pk__in=rows.values(post_field))
    return posts.filter(Exists(rows.filter(**{post_field: OuterRef("pk")})))


@once_per_change
def _count_uses(topic: Topic) -> int:
    """Return how many posts have a topic, public or not."""
    relation, _post_field = topic.post_rows
    return getattr(topic, relation).count()
