"""What templates ask of a post that takes an argument."""

from django import template
from django.template import Context

from blog.models import BlogPostPage, Tag

register = template.Library()


@register.simple_tag(takes_context=True)
def tag_url(context: Context, post: BlogPostPage, tag: Tag) -> str:
    """Return the address of a tag's page in the blog that holds `post`."""
    return post.tag_url(tag, context.get("request"))
