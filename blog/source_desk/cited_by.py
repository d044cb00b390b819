"""Tells which pages cite a source, of those that a user may edit."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Page

from blog.models import SourceUse

PAGES_SHOWN = 50


@dataclass(frozen=True)
class CitingPages:
    """How many pages cite a key as they were published last, and the first that a user may edit."""

    count: int
    pages: list[Page]


def pages_citing(keys: Collection[str], user: AbstractBaseUser) -> CitingPages:
    """Return the pages that cite any of the keys, by title; two queries however many they are."""
    uses = SourceUse.objects.filter(key__in=keys)
    count = uses.values("page").distinct().count()
    pages = Page.objects.filter(pk__in=uses.editable_by(user).values("page"))
    return CitingPages(count, list(pages.order_by("draft_title", "pk")[:PAGES_SHOWN]))
