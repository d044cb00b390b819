"""What the public may see: the one definition, for any page queryset and any single page."""

from collections.abc import Collection
from functools import lru_cache
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Now, StrIndex
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from search.statements import AnyOf, Statement

PagesT = TypeVar("PagesT", bound=PageQuerySet)


def public_pages(pages: PagesT) -> PagesT:
    """Narrow a page queryset to what an anonymous reader may see right now.

    Live, under no view restriction (login, group or password) of its own or of an ancestor,
    and not past `expire_at`, even where the scheduler has not yet taken the page down.
    One query: Wagtail's own `public()` reads all restrictions first. They are few, so each page
    looks through them; as a join, SQLite looks through all pages for each page.
    """
    not_expired = Q(expire_at__isnull=True) | Q(expire_at__gt=Now())
    restricted = Page.objects.filter(pk=OuterRef("page_id")).order_by().values("path")
    restrictions = PageViewRestriction.objects.alias(
        place=StrIndex(OuterRef("path"), Subquery(restricted))
    ).filter(place=1)
    return pages.filter(~Exists(restrictions), not_expired, live=True)


def public_among(keys: Collection[int], *, root: Page) -> set[int]:
    """Return those of these pages that are public at or below `root` right now."""
    return set(_among(root.path).column(keys=keys)) if keys else set()


@lru_cache(maxsize=100)
def _among(path: str) -> Statement:
    return Statement(
        lambda: (
            public_pages(Page.objects.filter(path__startswith=path))
            .filter(AnyOf("pk", "keys"))
            .order_by()
            .values_list("pk")
        )
    )


def refuse_expired(page: Page, request: HttpRequest, args: list, kwargs: dict) -> None:
    """Answer 404 for a page past its expiry; a `before_serve_page` hook.

    Wagtail itself serves an expired page until the scheduler's next run.
    """
    if page.expire_at and page.expire_at <= timezone.now():
        raise Http404("This page has expired.")
