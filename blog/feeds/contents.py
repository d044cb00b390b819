"""Reads a subject's newest posts as feed items; `subjects.py` decides whose posts those are.

First comes what tells whether they changed, then their texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import F

from blog.archive.teasers import fetch_bylines
from blog.models import BlogPostPage
from blog.models.querysets import PostQuerySet
from blog.rendering.feed_item import post_html, post_item
from search.syndication.items import Item

POSTS_PER_FEED = 20


@dataclass(frozen=True)
class PostOutline:
    """A post without its text, and what its text is known by."""

    page_id: int
    item: Item
    text: tuple


def read_outlines(posts: PostQuerySet) -> list[PostOutline]:
    """Return the first posts without their texts, in four queries."""
    rows = list(
        posts.defer_streamfields()
        .select_related("cover", "locale")
        .prefetch_related("cover__renditions")
        .annotate(
            text_hash=F("stored_document__body_hash"), text_date=F("stored_document__rendered_at")
        )[:POSTS_PER_FEED]
    )
    fetch_bylines(rows)
    return [
        PostOutline(post.pk, post_item(post), (post.text_hash, post.text_date)) for post in rows
    ]


def fill_in(outlines: Sequence[PostOutline]) -> list[Item]:
    """Return the items with their texts, in one query."""
    keys = [outline.page_id for outline in outlines]
    posts = BlogPostPage.objects.filter(pk__in=keys).with_documents()
    texts = {post.pk: post_html(post, post.document.html) for post in posts}
    # A post that was deleted meanwhile has none.
    return [replace(each.item, html=texts.get(each.page_id, "")) for each in outlines]
