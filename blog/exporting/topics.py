"""Writes who signs a blog's posts, and its series and tags: all that heads name by name alone."""

from collections.abc import Iterator
from typing import Any

import yaml

from blog.blocks.link import LinkStructValue
from blog.exporting.media import Media
from blog.models import Author, Series, Tag
from blog.models.querysets import PostQuerySet

TOPICS = "topics.yaml"


def topics_file(posts: PostQuerySet, media: Media) -> Iterator[tuple[str, str]]:
    """Yield the path and text of the file of authors, series and tags, if there are any."""
    authors = Author.objects.filter(post_authors__post__in=posts).distinct().order_by("slug")
    series = Series.objects.filter(posts__in=posts).distinct().order_by("slug")
    tags = Tag.objects.filter(post_tags__content_object__in=posts).distinct().order_by("slug")
    topics = {
        "authors": [_author(each, media) for each in authors],
        "series": [_described(each) for each in series],
        "tags": [_described(each) for each in tags],
    }
    if known := {kind: found for kind, found in topics.items() if found}:
        yield TOPICS, yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=float("inf"))


def _author(author: Author, media: Media) -> dict[str, Any]:
    portrait = media.path_of("image", author.portrait_id) if author.portrait_id else None
    links = [_link(link.value) for link in author.links]
    return _without_empty(
        name=author.name,
        slug=author.slug,
        is_team=author.is_team,
        portrait=portrait,
        biography=author.biography,
        orcid=author.orcid,
        links=links,
    )


def _link(link: LinkStructValue) -> dict[str, str]:
    """Return a link by its address alone: another site has no page of this id."""
    page = link.get("page")
    address = link.get("address") or (page.full_url if page else "") or ""
    return {"label": link.get("label") or "", "address": address}


def _described(topic: Series | Tag) -> dict[str, Any]:
    return _without_empty(name=topic.name, slug=topic.slug, description=topic.description)


def _without_empty(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}
