"""What the editor's previews show beside the page itself."""

from django import template

from blog import feeds
from blog.models import BlogPostPage

register = template.Library()


@register.simple_tag
def feed_entry(post: BlogPostPage) -> dict:
    """Return a post as the feeds carry it."""
    return feeds.feed_entry(post)
