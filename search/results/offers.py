"""Offers tags to a reader for whom nothing was found."""

from wagtail.models import Page

from search.index.protocol import TAG
from search.models import SearchPage
from search.public.visibility import public_pages
from search.query.facets import count_facets
from search.results.results import FacetCount

# The newest pages, whose tags are offered.
LOOKED_AT = 100
MAX_OFFERED = 8


def offer_topics(root: Page) -> list[FacetCount]:
    """Return the tags that the newest public pages have most; three queries."""
    public = public_pages(Page.objects.descendant_of(root, inclusive=True)).values("pk")
    newest = SearchPage.objects.filter(pk__in=public, date__isnull=False).order_by("-date", "-pk")
    keys = list(newest.values_list("pk", flat=True)[:LOOKED_AT])
    return [each for each in count_facets(keys) if each.kind == TAG][:MAX_OFFERED]
