"""Reads what a search request asks for from its parameters, and bounds it."""

import re
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from wagtail.models import Page, Site

from search.index.protocol import Facets
from search.public.paging import read_page_number
from search.query.query import MAX_LENGTH
from search.results.results import Results
from search.results.search import DATE, RELEVANCE, find


@dataclass(frozen=True)
class SearchRequest:
    """A search as its address has it; `is_exact` where slips are not to be corrected."""

    text: str
    facets: Facets
    order: str
    page: int
    is_exact: bool

    @property
    def parameters(self) -> dict[str, str]:
        """Return what the address of this search holds, without its order and page."""
        exact = "1" if self.is_exact else None
        values = {"q": self.text or None, **vars(self.facets), "exact": exact}
        return {name: str(value) for name, value in values.items() if value is not None}


def read_request(request: HttpRequest) -> SearchRequest:
    """Return what a request asks for; raise Http404 for what is no year or page number."""
    year = request.GET.get("year")
    return SearchRequest(
        text=read_text(request),
        facets=Facets(
            tag=_bounded(request.GET.get("tag")),
            author=_bounded(request.GET.get("author")),
            series=_bounded(request.GET.get("series")),
            year=_read_year(year) if year else None,
        ),
        order=DATE if request.GET.get("order") == DATE else RELEVANCE,
        page=read_page_number(request.GET.get("page")),
        is_exact=bool(request.GET.get("exact")),
    )


def read_text(request: HttpRequest) -> str:
    """Return the text of `q`, cut to what a query may be long."""
    return request.GET.get("q", "")[:MAX_LENGTH].replace("\x00", "").strip()


def run(wanted: SearchRequest, request: HttpRequest, *, size: int) -> Results:
    """Return the results of a request; raise Http404 for a page past the last."""
    results = find(
        wanted.text,
        root=site_root(request),
        facets=wanted.facets,
        order=wanted.order,
        page=wanted.page,
        size=size,
        correct=not wanted.is_exact,
        request=request,
    )
    if not results.hits and wanted.page > 1:
        raise Http404("There is no such page.")
    return results


def site_root(request: HttpRequest) -> Page:
    """Return the root page of the site that a request is for, or raise Http404."""
    return find_site(request).root_page


def find_site(request: HttpRequest) -> Site:
    """Return the site that a request is for, or raise Http404."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site answers to this host.")
    return site


def _bounded(value: str | None) -> str | None:
    return value[:MAX_LENGTH].replace("\x00", "") if value else None


def _read_year(value: str) -> int:
    if not re.fullmatch("(19|20|21)[0-9]{2}", value):
        raise Http404("That is not a year.")
    return int(value)
