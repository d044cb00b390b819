"""Gives templates what they ask of posts and blogs with an argument."""

from django import template
from django.db.models import Model
from django.template import Context

from blog.metadata.citation import cite_post
from blog.models import BlogPostPage
from blog.pictures.renditions import shown_picture

register = template.Library()


@register.simple_tag(takes_context=True)
def post_list_url(context: Context, post: BlogPostPage, topic: Model) -> str:
    """Return the address of a tag's, author's or series' posts in the blog that holds `post`."""
    return post.post_list_url(topic, context.get("request"))


register.simple_tag(shown_picture)
register.simple_tag(cite_post)
