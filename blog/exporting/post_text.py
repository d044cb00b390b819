"""Writes the text of an exported post, whose links lead to the files beside it."""

from collections.abc import Callable
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.models import Page

from blog.exporting.front_matter import write_head
from blog.markdown.blocks_text import block_texts
from blog.markdown.placeholders import place_addresses, relative_markdown
from blog.markdown.writing import joined
from blog.models import BlogIndexPage, BlogPostPage
from blog.models.querysets import PostQuerySet

# From what a body names by id to the address in its file; None where it is gone.
Finder = Callable[[str, int], str | None]


def exported_posts(index: BlogIndexPage) -> PostQuerySet:
    """Return the posts of a blog that become files: all but aliases."""
    return BlogPostPage.objects.child_of(index).filter(alias_of=None)


def post_text(
    post: BlogPostPage, fields: dict[str, Any], find: Finder, *, system: str = "plain"
) -> str:
    """Return a post's file: its head, which says `fields`, and its body."""
    return f"{write_head(fields, system)}\n{body_text(post.body, find)}\n"


def page_address(pk: int) -> str | None:
    """Return a page's full address; None for none."""
    page = Page.objects.filter(pk=pk).first()
    return page.full_url if page else None


def body_text(body: StreamValue, find: Finder) -> str:
    """Return a body as Markdown, as it was typed, with what `find` says of the ids in it.

    The words of a link stay where its target is gone.
    """
    return joined(*body_texts(body, find))


def body_texts(body: StreamValue, find: Finder) -> list[str]:
    """Return the Markdown of each block, as `body_text` joins them."""
    sources = (part.block.to_markdown(part.value) for part in body)
    texts = block_texts(sources, keeps_comments=True)
    return [relative_markdown(place_addresses(text, find)) for text in texts]
