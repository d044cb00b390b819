"""Builds a page's item in feeds."""

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html_join
from wagtail.models import Page

from blog.html.absolute_urls import absolute_urls
from blog.pictures.social_image import cover_image
from blog.rendering.short_forms import framed_html
from blog.rendering.standalone import standalone_html
from search.database.columns import shortened
from search.syndication.dates import last_change
from search.syndication.items import Item, Person, Picture, Related, Tag
from search.typography.typesetting import typeset

SUMMARY_CHARACTERS = 300


def post_item(post: Page) -> Item:
    """Return a post without its text; its id outlives moves and new addresses."""
    url, cover, target = post.full_url or "", cover_image(post), post.link_target
    return Item(
        id=entry_id(post),
        url=url,
        title=typeset(post.title, post.body_language),
        updated=post.updated_at,
        published=post.display_date,
        summary=typeset(post.summary, post.body_language),
        authors=tuple(
            Person(author.name, post.full_post_list_url(author)) for author in post.authors
        ),
        tags=tuple(Tag(tag.name) for tag in post.shown_tags),
        picture=Picture(cover.url, cover.media_type) if cover else None,
        original_url=post.canonical_url,
        related=Related(target.url, target.name) if target and target.url else None,
        language=post.body_language,
    )


def page_item(page: Page, *, text: str) -> Item:
    """Return a page that is no post; the beginning of `text` stands for what it is about."""
    return Item(
        id=entry_id(page),
        url=page.full_url or "",
        title=typeset(page.title, page.locale.language_code),
        updated=last_change(page),
        published=page.first_published_at,
        summary=page.search_description or shortened(text, SUMMARY_CHARACTERS),
        language=page.locale.language_code,
    )


def entry_id(page: Page) -> str:
    """Return the IRI that a page is known by for ever."""
    return f"urn:uuid:{page.translation_key}"


def feed_html(html: str, url: str) -> str:
    """Return a Document's HTML as it stands by itself, away from the page at `url`."""
    return absolute_urls(standalone_html(html), url)


def post_html(post: Page, html: str) -> str:
    """Return a post's text as feeds have it, between what changed and how it was tested."""
    told = format_html_join(
        "",
        "<p><strong>{}, {}:</strong> {}</p>",
        (
            (each.label, date_format(each.date, "DATE_FORMAT"), each.note)
            for each in post.changes
            if each.note or each.is_standing
        ),
    )
    tested = render_to_string("components/provenance.html", {"post": post})
    return told + feed_html(framed_html(post, html) + tested, post.full_url or "")
