"""Runs a query over what the public may see."""

from django.db.models import Q, QuerySet
from wagtail.models import Page

from search.protocol import Facets, faceted_page_types
from search.visibility import public_pages

MAX_HITS = 1000


def search_pages(*, root: Page, terms: list[str], facets: Facets) -> QuerySet | list[Page]:
    """Return the public pages at or below `root` that hold every term, most relevant first.

    Without terms or facets nothing is found; with facets alone, the newest come first.
    The words go to Wagtail's database search as plain terms, so no operator is left in them.
    """
    if not terms and not facets:
        return []
    pages = public_pages(Page.objects.descendant_of(root, inclusive=True))
    if facets:
        pages = pages.filter(_matches(facets))
    if not terms:
        return pages.order_by("-first_published_at", "-pk").specific()
    # Wagtail checks every filter of a searched queryset against its index fields; a subquery
    # on the key passes where the visibility rule itself would not.
    found = Page.objects.filter(pk__in=pages.order_by().values("pk"))
    ranked = found.search(" ".join(terms), operator="and")[:MAX_HITS]
    return in_rank_order(list(ranked))


def in_rank_order(pages: list[Page]) -> list[Page]:
    """Return the specific pages of a ranked list, in its order."""
    specific = Page.objects.filter(pk__in=[page.pk for page in pages]).specific().in_bulk()
    return [specific[page.pk] for page in pages if page.pk in specific]


def _matches(facets: Facets) -> Q:
    matches = Q(pk__in=[])
    for model in faceted_page_types():
        matches |= Q(pk__in=model.filter_by_facets(facets).order_by().values("pk"))
    return matches
