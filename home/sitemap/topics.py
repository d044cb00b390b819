"""Reads the tags, authors and series of a blog, and the lists of them, for the sitemap."""

from dataclasses import dataclass

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.utils.encoding import iri_to_uri

from blog.archive.counts import topics_of, years_of
from blog.archive.routes import ARCHIVE, AUTHORS, SERIES, TAGS
from blog.models import Author, BlogIndexPage, BlogPostPage, Series, Tag
from blog.models.changes.mixin import UPDATED_AT
from home.sitemap.entries import SitemapEntry


@dataclass(frozen=True)
class _Kind:
    """A kind of topic: how posts name it, and what is highest for the last post to take it."""

    model: type[Model]
    topic: str
    last: str
    # Lists of fewer posts without a description are thin.
    needed: int


_KINDS = (
    _Kind(Tag, "post_tags__tag", "post_tags__pk", 2),
    _Kind(Author, "post_authors__author", "post_authors__pk", 1),
    _Kind(Series, "series", "pk", 2),
)


def last_topic_id() -> int:
    """Return the greatest id that a tag, an author or a series has."""
    lasts = [kind.model.objects.order_by("-pk").values_list("pk", flat=True).first()
             for kind in _KINDS]  # fmt: skip
    return max(filter(None, lasts), default=0)


def overview_entries(index: BlogIndexPage) -> list[SitemapEntry]:
    """Return a blog's lists of lists that hold anything; seven queries, once per change."""
    found = {
        TAGS: topics_of(index, Tag),
        AUTHORS: topics_of(index, Author),
        SERIES: topics_of(index, Series),
        ARCHIVE: years_of(index),
    }
    return [SitemapEntry(f"{index.full_url}{kind}/") for kind, rows in found.items() if rows]


def topic_entries(index: BlogIndexPage, ids: range) -> list[SitemapEntry]:
    """Return the topics of a blog's public posts in a range of ids; three queries.

    The same that `blog.metadata.post_lists.is_listed` lets search engines list. A topic changed
    when the post that came to it last did: to look at all would cost more the more there are.
    """
    url = index.full_url
    return [
        SitemapEntry(iri_to_uri(f"{url}{topic.post_list_path}"), topic.changed_at)
        for kind in _KINDS
        for topic in _fetch_topics(kind, index, ids)
    ]


def _fetch_topics(kind: _Kind, index: BlogIndexPage, ids: range) -> QuerySet:
    posts = BlogPostPage.objects.inside(index).public()
    posts = posts.filter(**{kind.topic: OuterRef("pk")}).order_by(f"-{kind.last}")
    topics = (
        kind.model.objects.filter(pk__gte=ids.start, pk__lt=ids.stop)
        .annotate(changed_at=Subquery(posts.values_list(UPDATED_AT)[:1]))
        .alias(first=Subquery(posts.values("pk")[:1]))
    )
    if kind.needed == 1:
        return topics.filter(first__isnull=False).order_by("pk")
    topics = topics.alias(second=Subquery(posts.values("pk")[1:2]))
    described = ~Q(description="") & Q(first__isnull=False)
    return topics.filter(Q(second__isnull=False) | described).order_by("pk")
