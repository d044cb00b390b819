"""Writes the YAML head of a Markdown version; a post's has the keys that our importer reads."""

from typing import Any

import yaml
from wagtail.models import Page

from blog.blocks.provenance import rows_of
from blog.exporting.front_matter import short_form_fields
from blog.feeds.subjects import Subject
from blog.models import BlogPostPage, items_cited_by
from search.public.addresses import original_url


def post_fields(post: BlogPostPage) -> dict[str, Any]:
    """Return what stands at the head of a post; its bylines are at hand."""
    return _without_empty(
        title=post.title,
        date=post.display_date,
        updated=post.updated_at,
        summary=post.teaser,
        authors=[author.name for author in post.authors],
        tags=[tag.name for tag in post.shown_tags],
        series=post.series.name if post.series else "",
        part=post.series_position if post.series else None,
        **short_form_fields(post),
        canonical_url=post.canonical_url or original_url(post),
        references=items_cited_by(post.pk),
        checked_on=post.checked_on,
        tested_with=rows_of(post.provenance),
    )


def page_fields(page: Page) -> dict[str, Any]:
    """Return what stands at the head of a page that is no post."""
    return _without_empty(
        title=page.title,
        updated=page.last_published_at,
        summary=page.search_description,
        canonical_url=original_url(page),
        references=items_cited_by(page.pk),
    )


def subject_fields(subject: Subject, title: str) -> dict[str, Any]:
    """Return what stands at the head of a list of posts."""
    return _without_empty(title=title, summary=subject.description, canonical_url=subject.url)


def write_front_matter(fields: dict[str, Any]) -> str:
    """Return fields as a block of YAML between its two rules."""
    text = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=float("inf"))
    return f"---\n{text}---\n"


def _without_empty(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
