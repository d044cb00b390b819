"""Reads a row of Ghost's posts: its text, its state, its address."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from blog.importing.entry import Subject
from blog.importing.exports.post import ForeignPost
from blog.importing.fields.dates import read_date
from blog.importing.ghost.cards import text_of
from blog.importing.ghost.lexical import lexical_html
from blog.importing.ghost.mobiledoc import mobiledoc_html

_PUBLIC = {"published", "sent", "scheduled"}
_ADDRESS = "__GHOST_URL__"

Row = dict[str, Any]


@dataclass
class Names:
    """What other tables say of posts, by their ids."""

    tags: dict[str, list[str]]
    authors: dict[str, list[str]]
    metas: dict[str, Row]
    users: dict[Any, str] = field(default_factory=dict)


def post_of(row: Row, path: str, names: Names) -> ForeignPost:
    """Return a row as a post."""
    key = str(row.get("id"))
    meta = names.metas.get(key, {})
    first_author = names.users.get(row.get("author_id"), "")
    post = ForeignPost(
        path,
        title=text_of(row, "title"),
        slug=text_of(row, "slug"),
        teaser=text_of(row, "custom_excerpt") or text_of(meta, "meta_description")
        or text_of(row, "meta_description"),
        canonical_url=text_of(row, "canonical_url").replace(_ADDRESS, ""),
        authors=tuple(names.authors.get(key, ()) or filter(None, [first_author])),
        tags=tuple(names.tags.get(key, ())),
        is_featured=row.get("featured") in (1, True),
        cover=text_of(row, "feature_image", "image").replace(_ADDRESS, ""),
        cover_alt=text_of(meta, "feature_image_alt"),
    )  # fmt: skip
    _set_text(post, row)
    _set_state(post, row)
    if row.get("type") == "page" or row.get("page") in (1, True):
        post.remark("page of the old site, made a post")
    for name in ("codeinjection_head", "codeinjection_foot"):
        if text_of(row, name):
            post.remark("code of the page, left out", text_of(row, name))
    return post


def _set_text(post: ForeignPost, row: Row) -> None:
    def remark(what: str) -> None:
        post.remark("part of the editor that is not known", what, subject=Subject.MARKUP)

    html = text_of(row, "html")
    html = html or lexical_html(text_of(row, "lexical"), remark)
    if not html and text_of(row, "mobiledoc"):
        html = mobiledoc_html(text_of(row, "mobiledoc"), remark)
    post.html = html.replace(_ADDRESS, "")


def _set_state(post: ForeignPost, row: Row) -> None:
    status, visibility = text_of(row, "status"), text_of(row, "visibility")
    post.date = _date(row.get("published_at"))
    if status not in _PUBLIC:
        post.withheld += ("a draft there" if status == "draft" else f"“{status[:40]}” there",)
    elif post.date is None:
        post.remark("no date", str(row.get("published_at") or ""), subject=Subject.DATE)
    elif status == "scheduled" and post.date < timezone.now():
        post.withheld += ("scheduled there for a date that has passed",)
    if status == "sent":
        post.withheld += ("sent by mail alone there",)
    if visibility not in ("public", ""):
        post.withheld += (f"for “{visibility[:40]}” there",)
    if status == "published" and post.slug:
        post.addresses = (f"/{post.slug}/",)


def _date(value: Any) -> datetime | None:
    """Read a date; older exports count milliseconds."""
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value / 1000, UTC)
        except (ValueError, OverflowError, OSError):
            return None
    text = value.strip() if isinstance(value, str) else ""
    is_naive = len(text) <= len("2020-01-01 00:00:00")
    return read_date(f"{text}+00:00") if is_naive and ":" in text else read_date(text)
