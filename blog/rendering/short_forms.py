"""Writes a short form's text: with what it points at, and whole for lists."""

import re
from typing import Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from blog.document.document import Document
from blog.html.page_furniture import without_page_furniture

MAX_WORDS, MAX_CHARACTERS = 200, 4_000
# What is numbered, pictured or played over a whole page, or leads within it; lines have a sheet.
_NEEDS_ITS_PAGE = re.compile(
    r"<(?:h[1-6]|img|video|audio|iframe|table|details|svg|label)\b"
    r'|\shref="#|\sdata-(?:frame|player)|\sclass="(?:line|tabs|code-tabs)\b'
)
_ID = re.compile(r'(<[a-z][^<>]*?)\sid="[^"<>]*"')


class Target(Protocol):
    """What a link leads to, or where a quotation is from."""

    url: str
    title: str
    host: str
    name: str


def short_html(document: Document) -> SafeString:
    """Return a Document's whole text as lists show it, without ids; empty where it must not be.

    Too long a text has its summary there, as has one that only its own page can show.
    """
    html = without_page_furniture(document.html)
    is_short = document.words <= MAX_WORDS and len(html) <= MAX_CHARACTERS
    if not is_short or _NEEDS_ITS_PAGE.search(html):
        return mark_safe("")
    return mark_safe(_ID.sub(r"\1", html).strip())


def framed_html(post: Page, html: SafeString) -> SafeString:
    """Return a text below what its link leads to, or quoted, with where that is from below it."""
    target = post.link_target
    if post.is_quotation:
        cite = format_html(' cite="{}"', target.url) if target and target.url else ""
        quoted = format_html('<blockquote class="quotation"{}>{}</blockquote>', cite, html)
        return quoted + _source(target) if target else quoted
    if target is None:
        return html
    # A title that stands above it already is not said twice.
    name = target.host if target.title == post.title else target.name
    host = format_html(" <small>{}</small>", target.host) if name != target.host else ""
    link = format_html('<a class="u-bookmark-of" href="{}">{}</a>', target.url, name)
    return format_html('<p class="link-target" dir="auto">{}{}</p>{}', link, host, html)


def _source(target: Target) -> SafeString:
    link = format_html('<a class="u-quotation-of" href="{}">{}</a>', target.url, target.name)
    shown = link if target.url else target.name
    return format_html('<p class="quotation__source" dir="auto">— {}</p>', shown)
