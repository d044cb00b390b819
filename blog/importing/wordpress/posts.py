"""Reads an item of WordPress as a post: its text, its state, its addresses."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.utils import timezone

from blog.importing.entry import Subject
from blog.importing.exports.post import ForeignPost
from blog.importing.exports.site import ExportFolder, split_address
from blog.importing.fields.dates import read_date
from blog.importing.fields.short_forms import form_named
from blog.importing.wordpress.block_comments import with_blocks
from blog.importing.wordpress.paragraphs import with_paragraphs
from blog.importing.wordpress.shortcode_html import Attachment
from blog.importing.wordpress.shortcodes import Shortcodes
from blog.importing.wordpress.wxr import Item

_STATES = {
    "draft": "a draft there",
    "pending": "waiting for review there",
    "private": "private there",
}
_PUBLIC = {"publish", "future", ""}
_DESCRIPTIONS = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description")
_CANONICALS = ("_yoast_wpseo_canonical", "rank_math_canonical_url", "_aioseo_canonical_url")
_TAGS = {"category", "post_tag"}
_SERIES = {"series", "orgseries"}
_KNOWN_DOMAINS = _TAGS | _SERIES | {"post_format", "language", "post_translations"}
_UNSORTED = {"uncategorized", "uncategorised", "unkategorisiert", "non-classe", "sin-categoria"}
_PICTURE = re.compile(r"\.(?:avif|bmp|gif|jpe?g|png|svg|tiff?|webp)(?:\?|\Z)", re.IGNORECASE)


@dataclass
class Library:
    """What posts of a site share: its folder, authors by login, files and blocks by id."""

    folder: ExportFolder
    authors: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    reusable: dict[str, str] = field(default_factory=dict)

    def add_addresses(self, path: str, item: Item) -> None:
        """Let what a post is reached by mean it, by its id too."""
        key = item.get("wp:post_id")
        by_id = [f"/?{name}={key}" for name in ("p", "page_id")] if key else []
        self.folder.site.add_post(path, [*_addresses(item), *by_id])

    def gallery(self, post_id: str, given: dict[str, str]) -> list[Attachment]:
        """Return the pictures that `[gallery]` shows: those it names, or the post's own."""
        named = given.get("ids") or given.get("include")
        if named:
            keys = [key.strip() for key in named.split(",")]
            return [self.attachments[key] for key in keys if key in self.attachments]
        own = [each for each in self.attachments.values() if each.parent == post_id]
        pictures = [each for each in own if _PICTURE.search(each.url)]
        return sorted(pictures, key=lambda each: each.order)


def post_of(item: Item, path: str, library: Library) -> ForeignPost:
    """Return an item as a post."""
    is_protected = bool(item.get("wp:post_password"))
    cover = library.attachments.get(item.meta("_thumbnail_id"))
    login = item.get("dc:creator")
    post = ForeignPost(
        path,
        title=item.get("title"),
        slug=item.get("wp:post_name"),
        line=item.text_line or item.line,
        teaser=_plain(item.get("excerpt:encoded")) or _first_meta(item, _DESCRIPTIONS),
        canonical_url=_first_meta(item, _CANONICALS),
        authors=(library.authors.get(login, login),) if login else (),
        tags=tuple(_tags(item)),
        series=next((name for domain, _slug, name in item.terms if domain in _SERIES), ""),
        is_featured=item.get("wp:is_sticky") == "1",
        form=next((form_named(s) for kind, s, _name in item.terms if kind == "post_format"), ""),
        withheld=("protected by a password there",) if is_protected else (),
        cover=cover.url if cover else "",
        cover_alt=cover.alt if cover else "",
        footnotes=_footnotes(item),
    )
    _set_state(post, item)
    _set_html(post, item, library)
    _remark_on_rest(post, item, library)
    return post


def _set_state(post: ForeignPost, item: Item) -> None:
    """Set a post's date, its addresses, and why it is withheld."""
    status = item.get("wp:status")
    post.date = _date(item)
    if status not in _PUBLIC:
        post.withheld += (_STATES.get(status, f"“{status[:40]}” there"),)
    elif post.date is None:
        post.remark("no date", item.get("wp:post_date"), subject=Subject.DATE)
    elif status == "future" and post.date < timezone.now():
        post.withheld += ("scheduled there for a date that has passed",)
    if status == "publish":
        post.addresses = tuple(_addresses(item))


def _date(item: Item) -> datetime | None:
    """Return when a post appeared: by the world's clock, else by the site's."""
    if moment := read_date(_moment(item, "wp:post_date_gmt") + "+00:00"):
        return moment
    if moment := read_date(_moment(item, "wp:post_date")):
        return moment
    try:
        date = parsedate_to_datetime(item.get("pubDate").strip())
        return date.astimezone(UTC) if date.year > 1 else None
    except (ValueError, OverflowError, TypeError):
        return None


def _moment(item: Item, name: str) -> str:
    text = item.get(name).strip()
    return "" if text.startswith("0000") else text


def _addresses(item: Item) -> list[str]:
    """Return the paths of a post, by the names it had before too."""
    parts = split_address(item.get("link"))
    if parts is None or parts.query or not parts.path.strip("/"):
        return []
    slug = item.get("wp:post_name")
    before, found, after = parts.path.rpartition(slug) if slug else ("", "", "")
    olds = [value for name, value in item.metas if name == "_wp_old_slug" and value]
    return [parts.path, *(f"{before}{old}{after}" for old in olds if found)]


def _set_html(post: ForeignPost, item: Item, library: Library) -> None:
    def remark_on_block(name: str, line: int) -> None:
        what = "block that a program fills, left out"
        post.remark(what, name, subject=Subject.MARKUP, line=line)

    html = item.get("content:encoded")
    shortcodes = Shortcodes(lambda given: library.gallery(item.get("wp:post_id"), given))
    html = with_blocks(html.replace("\r\n", "\n"), library.reusable, remark_on_block)
    post.html = with_paragraphs(shortcodes.replaced(html))
    post.footnotes = {**post.footnotes, **shortcodes.footnotes}
    for text, line in shortcodes.remarks:
        post.remark("shortcode, kept as text", text, subject=Subject.MARKUP, line=line)


def _footnotes(item: Item) -> dict[str, str]:
    """Return the footnotes of the block editor, by their ids."""
    try:
        read = json.loads(item.meta("footnotes") or "[]")
    except (ValueError, RecursionError):
        return {}
    notes = [each for each in read if isinstance(each, dict)] if isinstance(read, list) else []
    return {str(each.get("id")): str(each.get("content") or "") for each in notes}


def _tags(item: Item) -> list[str]:
    return [name for domain, slug, name in item.terms if domain in _TAGS and slug not in _UNSORTED]


def _first_meta(item: Item, keys: tuple[str, ...]) -> str:
    return next(filter(None, (item.meta(key).strip() for key in keys)), "")


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^<>]*>", " ", html).split())


def _remark_on_rest(post: ForeignPost, item: Item, library: Library) -> None:
    if item.get("wp:post_type") == "page":
        post.remark("page of the old site, made a post")
    if (key := item.meta("_thumbnail_id")) and key not in library.attachments:
        post.remark("cover that the export does not hold", key, subject=Subject.PICTURE)
    for domain, _slug, name in item.terms:
        if domain not in _KNOWN_DOMAINS:
            post.remark(f"term of the kind “{domain[:40]}”, left out", name)
