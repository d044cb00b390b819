"""Defines what the public may see, for any page queryset and any single page."""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q
from django.db.models.functions import Now
from django.db.models.sql.compiler import SQLCompiler
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from search.database.statements import AnyOf, SqlWithParams, Statement
from search.public.once_per_change import is_remembering, once_per_change

# Within one minute.
MAX_EXPIRIES = 1000

PagesT = TypeVar("PagesT", bound=PageQuerySet)

_PAGES = Page._meta.db_table


def _hides(path: str) -> str:
    """Return the SQL that tells whether what is hidden is the page at a path or holds it."""
    return (
        f"(hidden.path = {path} OR hidden.has_tree = 1 AND %(position)s({path}, hidden.path) = 1)"
    )


# With CROSS JOIN and the number, SQLite begins at the aliases and not at all pages.
_HIDDEN = f"""WITH RECURSIVE hidden (path, has_tree) AS (
    SELECT page.path, 1
    FROM {PageViewRestriction._meta.db_table} AS restriction
    JOIN {_PAGES} AS page ON page.id = restriction.page_id
    UNION ALL
    SELECT alias.path, 0 FROM {_PAGES} AS alias CROSS JOIN {_PAGES} AS source
    WHERE alias.alias_of_id > 0 AND source.id = alias.alias_of_id
        AND (NOT source.live OR source.expire_at <= %(now)s)
    UNION
    SELECT alias.path, hidden.has_tree
    FROM hidden CROSS JOIN {_PAGES} AS alias CROSS JOIN {_PAGES} AS source
    WHERE alias.alias_of_id > 0 AND source.id = alias.alias_of_id AND {_hides("source.path")}
)"""


class _IsHidden(Func):
    """Whether a page is hidden by a view restriction, or is the alias of what is hidden.

    A restriction hides its page and all below. What is not live or past its expiry hides its
    aliases. An alias of what is hidden is hidden too, and so on; of what a restriction hides, with
    all below the alias. Wagtail itself looks at none of the pages above an alias's source.

    Restrictions and aliases are few, so the database makes one list of what is hidden and each
    page looks through it: of a join, SQLite makes a look through all pages for each page. An array
    makes PostgreSQL count the list's cost once, where for a subquery it compiles. Measured on
    3,000 posts: 3.9 s → 32 ms. Made of querysets, it would take Django as long to write as a page's
    own query.
    """

    arity = 2
    output_field = BooleanField()
    template = f"""((%(path)s || '/') ^@ ANY (ARRAY(
        {_HIDDEN} SELECT path || CASE has_tree WHEN 1 THEN '' ELSE '/' END FROM hidden
    )))"""
    sqlite_template = f"""EXISTS (
        {_HIDDEN}, all_hidden AS MATERIALIZED (SELECT path, has_tree FROM hidden)
        SELECT 1 FROM all_hidden AS hidden WHERE {_hides("%(path)s")}
    )"""

    def __init__(self) -> None:
        super().__init__(F("path"), Now())

    def as_sql(self, compiler: SQLCompiler, *args: Any, **kwargs: Any) -> SqlWithParams:
        return self._written(compiler, self.template, position="STRPOS")

    def as_sqlite(self, compiler: SQLCompiler, *args: Any, **kwargs: Any) -> SqlWithParams:
        return self._written(compiler, self.sqlite_template, position="INSTR")

    def _written(self, compiler: SQLCompiler, template: str, *, position: str) -> SqlWithParams:
        # Neither a column nor this moment has parameters.
        path, now = (sql for sql, _none in map(compiler.compile, self.get_source_expressions()))
        return template % {"path": path, "now": now, "position": position}, ()


class _IsOriginal(Func):
    """Whether a page is no alias, by the field that names its source.

    With a sign before it, SQLite does not enter the index of that field, where nearly all are null.
    PostgreSQL has to see the field itself, or it expects few such pages, fetches all and sorts
    them: of 10,000 posts, 57 ms for the newest eight.
    """

    arity = 1
    output_field = BooleanField()
    template = "%(expressions)s IS NULL"

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> SqlWithParams:
        return self.as_sql(compiler, connection, template=f"+{self.template}")


def public_pages(pages: PagesT) -> PagesT:
    """Return those of some pages that an anonymous reader may see right now.

    Live, under no view restriction (login, group or password) of its own or of an ancestor, and not
    past `expire_at`, even where the scheduler has not yet taken the page down; an alias only where
    all this is true of its source too. `search.public.restrictions` says the same of one page. One
    query: Wagtail's own `public()` reads all restrictions first.
    """
    not_expired = Q(expire_at__isnull=True) | Q(expire_at__gt=Now())
    return pages.filter(~_IsHidden(), not_expired, live=True)


def not_taken_down(pages: PagesT) -> PagesT:
    """Return public pages, and those past `expire_at` that the scheduler has not yet taken down.

    For what is told when it does so; no reader sees the latter.
    """
    return pages.filter(~_IsHidden(), live=True)


def originals(pages: PagesT) -> PagesT:
    """Return pages without aliases, for what names each text once: feeds, sitemaps, search."""
    return pages.filter(_IsOriginal("alias_of"))


def expiries_passed() -> int:
    """Return how many pages have expired since the last change.

    What is remembered of public pages is true until this number changes, so it belongs in the key.
    """
    if not is_remembering():
        return 0
    return bisect_right(_coming_expiries(), timezone.now())


def public_among(keys: Collection[int], *, root: Page) -> set[int]:
    """Return those of these pages that are public at or below `root` right now."""
    return set(_public_among_statement(root.path).column(keys=keys)) if keys else set()


@once_per_change
def _coming_expiries() -> list[datetime]:
    """Return when the next pages expire; the scheduler's run is a change long before the last."""
    pages = Page.objects.filter(live=True, expire_at__gt=timezone.now()).order_by("expire_at")
    return list(pages.values_list("expire_at", flat=True)[:MAX_EXPIRIES])


@lru_cache(maxsize=100)
def _public_among_statement(path: str) -> Statement:
    return Statement(
        lambda: (
            public_pages(Page.objects.filter(path__startswith=path))
            .filter(AnyOf("pk", "keys"))
            .order_by()
            .values_list("pk")
        )
    )


def refuse_hidden(page: Page, request: HttpRequest, args: list, kwargs: dict) -> None:
    """Answer 404 for a page past its expiry, and for an alias of what is not live or past it.

    A `before_serve_page` hook. Wagtail itself serves an expired page until the scheduler's next
    run; view restrictions are Wagtail's to look at.
    """
    for each in with_sources(page):
        if not each.live or (each.expire_at and each.expire_at <= timezone.now()):
            raise Http404("This page is not shown.")


def trees_following(page: Page) -> list[Page]:
    """Return all pages where a change of what readers see at or below a page shows at or below.

    That is the page, the aliases of all at or below it, those of what is at or below these, and
    so on; a query for each.
    """
    found = [page]
    for each in found:  # which grows
        aliases = Page.objects.filter(alias_of__gt=0, alias_of__path__startswith=each.path)
        found += aliases.exclude(pk__in=[known.pk for known in found])
    return found


def with_sources(page: Page) -> Iterator[Page]:
    """Yield a page, and where it is an alias its source, and so on; a query for each source."""
    seen: set[int] = set()
    each: Page | None = page
    while each is not None and each.pk not in seen:
        yield each
        seen.add(each.pk)
        each = each.alias_of if each.alias_of_id else None
