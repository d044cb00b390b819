"""Finds what editors picked for a query, shown above its hits."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from search.counting.recording import fold_query
from search.public.visibility import public_pages
from search.results.results import Results
from search.web.request import SearchRequest, site_root

MAX_PROMOTED = 5
SAFE_SCHEMES = {"http", "https"}


@dataclass(frozen=True)
class Promoted:
    """A page, or a link to elsewhere, that editors picked; plain text."""

    url: str
    title: str
    description: str


def find_promoted(
    results: Results, wanted: SearchRequest, request: HttpRequest
) -> tuple[Promoted, ...]:
    """Return what was picked for exactly this query; one query.

    Or for what it was corrected to. Only public pages of the site, on the first page of a search
    that is not narrowed.
    """
    texts = {fold_query(text) for text in (results.query.text, results.correction) if text}
    if not texts or wanted.page > 1 or wanted.facets:
        return ()
    picks = _public_promotions(site_root(request)).filter(query__query_string__in=texts)
    found = [_as_promoted(pick, request) for pick in picks.order_by("sort_order", "pk")]
    # A page may be picked for both.
    by_url = {each.url: each for each in found if each.url}
    return tuple(by_url.values())[:MAX_PROMOTED]


def _public_promotions(root: Page) -> QuerySet[SearchPromotion]:
    pages = public_pages(Page.objects.descendant_of(root, inclusive=True))
    is_shown = Q(page__in=pages) | Q(page=None)
    return SearchPromotion.objects.filter(is_shown).select_related("page")


def _as_promoted(pick: SearchPromotion, request: HttpRequest) -> Promoted:
    if pick.page is not None:
        return Promoted(pick.page.get_url(request) or "", pick.page.title, pick.description)
    url, title = pick.external_link_url, pick.external_link_text
    return Promoted(url if is_safe(url) else "", title or url, pick.description)


def is_safe(url: str) -> bool:
    """Tell whether a link leads to a web page and nothing else."""
    try:
        return urlsplit(url).scheme in SAFE_SCHEMES
    except ValueError:
        return False
