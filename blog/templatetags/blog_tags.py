"""Gives templates what they ask of posts and blogs with an argument."""

from typing import Any

from django import template
from django.template import Context

from blog.html.typesetting import typeset_html
from blog.metadata.citation import cite_post
from blog.models import BlogPostPage, SiteIdentity
from blog.pictures.renditions import shown_picture
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


register.simple_tag(shown_picture)
register.simple_tag(cite_post)
