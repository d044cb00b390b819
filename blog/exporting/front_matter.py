"""Writes the head of an exported post, with the keys of the system that it is for."""

from typing import Any

import yaml
from django.utils import timezone

from blog.blocks.provenance import rows_of
from blog.models import BlogPostPage

SYSTEMS = ("plain", "hugo", "quarto")
# Where a system has another word for a key; the values are the same.
_KEYS = {
    "plain": {},
    "hugo": {"updated": "lastmod", "expires": "expiryDate", "language": "lang"},
    "quarto": {"summary": "description", "authors": "author", "tags": "categories",
               "cover": "image", "cover_alt": "image-alt", "language": "lang"},
}  # fmt: skip


def post_fields(
    post: BlogPostPage, *, cover: str, aliases: list[str], bibliography: str, is_private: bool
) -> dict[str, Any]:
    """Return what the head of a post says; `cover` is the path of its picture's file.

    Its bylines are at hand. A post that not everybody may read is marked as one.
    """
    is_scheduled = bool(post.go_live_at) and post.approved_schedule
    fields: dict[str, Any] = {
        "title": " ".join(post.title.split()),
        "slug": post.slug,
        "date": post.display_date,
        "updated": post.changed_at if post.live else None,
        "draft": not post.live and not is_scheduled,
        "publish_at": post.go_live_at if is_scheduled else None,
        "expires": post.expire_at,
        "private": is_private,
        "summary": " ".join(post.teaser.split()),
        "authors": list(map(str, post.authors)),
        "tags": list(map(str, post.shown_tags)),
        "series": post.series.name if post.series else "",
        "part": post.series_position if post.series else None,
        "featured": post.is_featured,
        "cover": cover,
        "cover_alt": post.cover.description if post.cover else "",
        "cover_inverted": post.is_cover_inverted,
        "language": post.own_language,
        **short_form_fields(post),
        "canonical_url": post.canonical_url,
        "doi": post.doi,
        "discuss": post.discuss_url,
        "aliases": aliases,
        "checked_on": post.checked_on,
        "tested_with": rows_of(post.provenance),
        "bibliography": bibliography,
    }
    return {key: value for key, value in fields.items() if value}


def short_form_fields(post: BlogPostPage) -> dict[str, str]:
    """Return what a head says of a short form; nothing of a whole post."""
    target = post.link_target
    fields = {
        "form": post.form if post.is_short else "",
        "link": target.url if target else "",
        "link_title": " ".join(target.title.split()) if target else "",
    }
    return {key: value for key, value in fields.items() if value}


def write_head(fields: dict[str, Any], system: str) -> str:
    """Return fields as YAML between two rules, under the keys of a system."""
    keys = _KEYS[system]
    named = {keys.get(key, key): _plain(value) for key, value in fields.items()}
    text = yaml.safe_dump(named, allow_unicode=True, sort_keys=False, width=float("inf"))
    return f"---\n{text}---\n"


def _plain(value: Any) -> Any:
    """Return moments in the site's own zone, so that a file does not change with a server's."""
    return timezone.localtime(value) if hasattr(value, "tzinfo") else value
