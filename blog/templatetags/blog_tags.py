"""What templates ask of posts and blogs that takes an argument."""

from django import template
from django.template import Context

from blog.models import BlogIndexPage, BlogPostPage, Tag

register = template.Library()


@register.simple_tag(takes_context=True)
def tag_url(context: Context, post: BlogPostPage, tag: Tag) -> str:
    """Return the address of a tag's page in the blog that holds `post`."""
    return post.tag_url(tag, context.get("request"))


@register.simple_tag
def listing_url(index: BlogIndexPage, tag: Tag | None, number: int) -> str:
    """Return the full address of one numbered page of a blog's posts, or of one tag's posts.

    Empty where the blog has no address, as in the preview of one that was never saved.
    """
    if not index.full_url:
        return ""
    path = f"tags/{tag.slug}/" if tag else ""
    return f"{index.full_url}{path}" + (f"?page={number}" if number > 1 else "")
