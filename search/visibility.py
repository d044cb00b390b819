"""What the public may see: the one definition, for any page queryset and any single page."""

from bisect import bisect_right
from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import BooleanField, Func, Q
from django.db.models.functions import Now
from django.db.models.sql.compiler import SQLCompiler
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from search.once_per_change import is_remembering, once_per_change
from search.statements import AnyOf, Statement

# Within one minute.
MAX_EXPIRIES = 1000

PagesT = TypeVar("PagesT", bound=PageQuerySet)


class _IsRestricted(Func):
    """Whether the page at a path of the tree, or one above it, has a view restriction.

    They are few, so each page looks through them: of a join, SQLite makes a look through all pages
    for each page. Made of querysets, it would take Django as long to write as a page's own query.
    """

    arity = 1
    output_field = BooleanField()
    function = "STRPOS"
    template = f"""EXISTS (
        SELECT 1 FROM {PageViewRestriction._meta.db_table} AS restriction
        WHERE %(function)s(%(expressions)s, (
            SELECT restricted.path FROM {Page._meta.db_table} AS restricted
            WHERE restricted.id = restriction.page_id
        )) = 1
    )"""

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, list]:
        return self.as_sql(compiler, connection, function="INSTR", **context)


def public_pages(pages: PagesT) -> PagesT:
    """Narrow a page queryset to what an anonymous reader may see right now.

    Live, under no view restriction (login, group or password) of its own or of an ancestor,
    and not past `expire_at`, even where the scheduler has not yet taken the page down.
    One query: Wagtail's own `public()` reads all restrictions first.
    """
    not_expired = Q(expire_at__isnull=True) | Q(expire_at__gt=Now())
    return pages.filter(~_IsRestricted("path"), not_expired, live=True)


def expiries_passed() -> int:
    """Return how many pages have expired since the last change.

    What is remembered of public pages is true until this number changes, so it belongs in the key.
    """
    if not is_remembering():
        return 0
    return bisect_right(_coming_expiries(), timezone.now())


def public_among(keys: Collection[int], *, root: Page) -> set[int]:
    """Return those of these pages that are public at or below `root` right now."""
    return set(_among(root.path).column(keys=keys)) if keys else set()


@once_per_change
def _coming_expiries() -> list[datetime]:
    """Return when the next pages expire; the scheduler's run is a change long before the last."""
    pages = Page.objects.filter(live=True, expire_at__gt=timezone.now()).order_by("expire_at")
    return list(pages.values_list("expire_at", flat=True)[:MAX_EXPIRIES])


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
