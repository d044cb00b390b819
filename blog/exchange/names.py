"""Authors, series and tags by the names that files give them."""

import re

from blog.exchange.slugs import free_slug, name_slug
from blog.models import Author, Series, Tag

MAX_SLUG = 100


def author_named(name: str) -> Author:
    """Return the author whose slug the name has, made when there is none."""
    author, _created = Author.objects.get_or_create(
        slug=name_slug(name)[:MAX_SLUG], defaults={"name": name}
    )
    return author


def series_named(name: str) -> Series:
    """Return the series whose slug the name has, made when there is none."""
    series, _created = Series.objects.get_or_create(
        slug=name_slug(name)[:MAX_SLUG], defaults={"name": name}
    )
    return series


def tag_named(name: str) -> Tag:
    """Return the tag of this name, whatever its case and hyphens, made when there is none."""
    if known := Tag.objects.filter(name__iexact=name).order_by("pk").first():
        return known
    slug = name_slug(name)[:MAX_SLUG]
    # "C" and "C++" share a slug and are not the same.
    namesake = Tag.objects.filter(slug=slug).first()
    if namesake and _folded(namesake.name) == _folded(name):
        return namesake
    return Tag.objects.create(
        name=name, slug=free_slug(slug, taken=Tag.objects.all(), length=MAX_SLUG)
    )


def _folded(name: str) -> str:
    return re.sub(r"[-_\s]+", " ", name).casefold()
