"""Finds the posts of a topic, newest first, and counts those of all topics of a kind."""

from typing import Any, ClassVar, Protocol

from django.db.models import Count, Exists, OuterRef, QuerySet
from wagtail.models import PageQuerySet

from search.database.statements import NotByIndex
from search.public.once_per_change import once_per_change


class Topic(Protocol):
    """A tag, an author or a series.

    `post_rows` is the name of its relation to the rows that put it on posts, and that of the
    field by which such a row names the post.
    """

    post_rows: ClassVar[tuple[str, str]]
    # Any: that of a model.
    objects: ClassVar[Any]


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


def count_topics(kind: type[Topic], pages: PageQuerySet) -> list[Topic]:
    """Return the topics of a kind that some pages have, each with its `post_count`; two queries."""
    relation, post_field = kind.post_rows
    field = getattr(kind, relation).field
    rows = rows_of_pages(field.model.objects.all(), post_field, pages)
    rows = rows.filter(**{f"{field.name}__isnull": False}).order_by()
    counted = rows.values(field.name).annotate(count=Count("*"))
    counts = dict(counted.values_list(field.name, "count"))
    topics = kind.objects.in_bulk(counts).values()
    for topic in topics:
        topic.post_count = counts[topic.pk]
    return list(topics)


def rows_of_pages(rows: QuerySet, field: str, pages: PageQuerySet) -> QuerySet:
    """Narrow rows to those whose field names one of some pages, which are many.

    SQLite would look up rows page by page; so it goes through an index that has all that is
    counted. Measured: all tags of 10,000 posts, 25 → 9 ms.
    """
    return rows.alias(page_key=NotByIndex(field)).filter(page_key__in=pages.values("pk"))
