"""Finds a free slug for a new post."""

import re

from django.utils.text import slugify
from wagtail.models import Page

from blog.archive.routes import is_shadowed
from blog.editor.slugs import free_slug

MAX_LENGTH = 255


def page_slug(wish: str, *, index: Page) -> str:
    """Return a slug near the wish that is free among the blog's posts."""
    return free_slug(wished_slug(wish), taken=index.get_children(), length=MAX_LENGTH)


def wished_slug(wish: str) -> str:
    """Return the slug of a wish, whether it is free or not."""
    # Else 1.12 would run together to 112.
    wish = re.sub(r"(?<=\w)\.(?=\w)", "-", wish)
    slug = slugify(wish, allow_unicode=True)[:MAX_LENGTH].strip("-_") or "post"
    return f"{slug}-post" if is_shadowed(slug) else slug
