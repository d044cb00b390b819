"""What templates ask of posts and blogs that takes an argument."""

from django import template
from django.db.models import Model
from django.template import Context

from blog.citation import cite_post
from blog.document.renditions import shown_picture
from blog.models import BlogPostPage

register = template.Library()


@register.simple_tag(takes_context=True)
def listing_url(context: Context, post: BlogPostPage, topic: Model) -> str:
    """Return the address of a tag's, author's or series' posts in the blog that holds `post`."""
    return post.listing_url(topic, context.get("request"))


register.simple_tag(shown_picture)
register.simple_tag(cite_post)
