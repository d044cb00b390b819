"""Addresses for imported posts, authors and tags."""

import hashlib
import itertools

from django.db.models import QuerySet
from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii
from wagtail.models import Page

from blog.models.routes import is_shadowed

MAX_LENGTH = 255


def page_slug(wish: str, *, index: Page) -> str:
    """Return a slug near the wish that is free among the blog's posts."""
    slug = slugify(wish, allow_unicode=True)[:MAX_LENGTH].strip("-_") or "post"
    if is_shadowed(slug):
        slug = f"{slug}-post"
    return free_slug(slug, taken=index.get_children(), length=MAX_LENGTH)


def name_slug(name: str) -> str:
    """Return an ASCII slug for a name in any script, never empty."""
    return slugify(string_to_ascii(name)) or hashlib.sha256(name.encode()).hexdigest()[:8]


def free_slug(slug: str, *, taken: QuerySet, length: int) -> str:
    """Return a slug of at most `length`, with the first suffix (`-2`, …) that is not taken."""
    for number in itertools.count(1):
        end = f"-{number}" if number > 1 else ""
        numbered = f"{slug[: length - len(end)]}{end}"
        if not taken.filter(slug=numbered).exists():
            return numbered
    raise AssertionError("counting never ends")
