"""Gives templates what they ask of posts and blogs with an argument."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from blog.html.typesetting import typeset_html
from blog.metadata.citation import cite_post
from blog.models import BlogPostPage, SiteIdentity
from blog.pictures.renditions import shown_picture
from blog.rendering.short_forms import framed_html
from search.typography import typesetting

register = template.Library()


@register.filter
def typeset(text: str, page: Any = None) -> str:
    """Return a plain text as it is shown: in the language of `page`, else in the active one."""
    return typesetting.typeset(text or "", getattr(page, "own_language", ""))


register.filter(typeset_html)


@register.simple_tag(takes_context=True)
def blog_url(context: Context, post: BlogPostPage) -> str:
    """Return the address of the blog that holds `post`."""
    return post.blog_url(context.get("request"))


@register.simple_tag
def report_address(post: BlogPostPage, identity: SiteIdentity) -> str:
    """Return where a mistake in a post is reported; empty where the site names nobody."""
    return identity.report_uri(post.title, post.full_url or "")


@register.simple_tag
def short_text(post: BlogPostPage) -> SafeString:
    """Return what a post list shows of a short form: its whole text, or its summary."""
    return framed_html(post, post.short_html or format_html("<p>{}</p>", post.summary))


@register.filter
def has_short_forms(posts: Iterable[BlogPostPage] | None) -> bool:
    """Tell whether any of the posts of a list is of a short form."""
    return any(post.is_short for post in posts or ())


register.simple_tag(framed_html, name="framed")
register.simple_tag(shown_picture)
register.simple_tag(cite_post)
