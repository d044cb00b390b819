"""Finds or makes authors, series and tags by the names that files give them."""

import re
import unicodedata
from typing import TypeVar

from blog.editor.slugs import free_slug, name_slug
from blog.models import Author, Series, Tag

MAX_SLUG = 100

Named = TypeVar("Named", Author, Series, Tag)


def author_named(name: str) -> Author:
    """Return the author of this name, made when there is none."""
    return _named(Author, name)


def series_named(name: str) -> Series:
    """Return the series of this name, made when there is none."""
    return _named(Series, name)


def tag_named(name: str) -> Tag:
    """Return the tag of this name, made when there is none."""
    return _named(Tag, name)


def _named(model: type[Named], name: str) -> Named:
    """Return the row of this name, whatever its case, hyphens and Unicode form.

    One whose slug an editor set to that of the name counts too, unless its own name has the same
    slug and is another: "C" and "C++", 李雷 and 李磊.
    """
    name = unicodedata.normalize("NFC", name)
    if known := model.objects.filter(name__iexact=name).order_by("pk").first():
        return known
    slug = name_slug(name)[:MAX_SLUG]
    namesake = model.objects.filter(slug=slug).first()
    if namesake and _is_same(namesake.name, name, slug):
        return namesake
    return model.objects.create(
        name=name, slug=free_slug(slug, taken=model.objects.all(), length=MAX_SLUG)
    )


def _is_same(known: str, name: str, slug: str) -> bool:
    if _for_comparison(known) == _for_comparison(name):
        return True
    # "li-lei-2" is what 李磊 got beside 李雷, and no editor's choice.
    own = re.escape(name_slug(known)[:MAX_SLUG])
    return re.fullmatch(rf"{own}(-\d+)?", slug) is None


def _for_comparison(name: str) -> str:
    return re.sub(r"[-_\s]+", " ", unicodedata.normalize("NFC", name)).casefold()
