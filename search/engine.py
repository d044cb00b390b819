"""Runs a query over what the public may see."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from wagtail.models import Page

from search.protocol import Facets, faceted_page_types
from search.visibility import public_pages

MAX_HITS = 1000


def search_pages(*, root: Page, terms: list[str], facets: Facets) -> QuerySet | list[int]:
    """Return the keys of the public pages at or below `root` that hold every term, best first.

    Without terms or facets nothing is found; with facets alone, the newest come first.
    The words go to Wagtail's database search as plain terms, so no operator is left in them.
    """
    if not terms and not facets:
        return []
    pages = public_pages(Page.objects.descendant_of(root, inclusive=True))
    if facets:
        pages = pages.filter(_matches(facets))
    if not terms:
        return pages.order_by("-first_published_at", "-pk").values_list("pk", flat=True)
    # Wagtail checks every filter of a searched queryset against its index fields; a subquery
    # on the key passes where the visibility rule itself would not.
    found = Page.objects.filter(pk__in=pages.order_by().values("pk"))
    return [page.pk for page in found.search(" ".join(terms), operator="and")[:MAX_HITS]]


def load_hits(keys: Sequence[int]) -> list[Page]:
    """Return the specific pages with these keys, in their order, ready to be shown."""
    pages = Page.objects.filter(pk__in=keys).defer_streamfields().specific().in_bulk()
    hits = [pages[key] for key in keys if key in pages]
    for model in faceted_page_types():
        model.prepare_hits([hit for hit in hits if isinstance(hit, model)])
    return hits


def _matches(facets: Facets) -> Q:
    matches = Q(pk__in=[])
    for model in faceted_page_types():
        matches |= Q(pk__in=model.filter_by_facets(facets).order_by().values("pk"))
    return matches
