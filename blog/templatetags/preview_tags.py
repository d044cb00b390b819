"""Gives templates a post's feed item, for the editor's preview."""

from django import template

from blog.models import BlogPostPage
from search.syndication.items import Item

register = template.Library()


@register.simple_tag
def feed_item(post: BlogPostPage) -> Item:
    """Return a post as the feeds carry it."""
    return post.feed_item()
