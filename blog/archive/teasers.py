"""Fetches, for posts already read, what their bylines, teasers and pages show, in few queries."""

from collections.abc import Sequence

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.models import Page

from blog.archive.series_place import fetch_series_places


def byline_prefetches(model: type[Page]) -> list[Prefetch]:
    """Return what a byline of posts of `model` shows: the authors in their order, and the tags."""
    post_authors = model.post_authors.rel.related_model.objects.select_related("author__portrait")
    post_tags = model.post_tags.rel.related_model.objects.select_related("tag")
    return [Prefetch("post_authors", post_authors), Prefetch("post_tags", post_tags)]


def fetch_bylines(posts: Sequence[Page]) -> None:
    """Fetch authors and tags for posts at hand, in two queries."""
    if posts:
        prefetch_related_objects(posts, *byline_prefetches(type(posts[0])))


def fetch_pictures(post: Page) -> None:
    """Fetch what a post's page shows of its cover and portraits, in one query; none without any."""
    images = [post.cover, *(author.portrait for author in post.authors)]
    prefetch_related_objects([image for image in images if image], "renditions")


def fetch_teasers(posts: Sequence[Page]) -> None:
    """Fetch for posts at hand all that their teasers show, in five queries, six with short forms.

    One less, where their query joined the covers.
    """
    if posts:
        prefetch_related_objects(posts, *byline_prefetches(type(posts[0])), "cover__renditions")
        fetch_series_places(posts)
        fetch_short_texts([post for post in posts if post.is_short])


def fetch_short_texts(posts: Sequence[Page]) -> None:
    """Fetch for short forms at hand their texts as lists show them, in one query."""
    if posts:
        stored = posts[0]._meta.get_field("stored_document").related_model.objects
        prefetch_related_objects(posts, Prefetch("stored_document", stored.only("short_html")))
