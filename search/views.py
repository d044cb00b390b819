"""The search page."""

import re
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Site

from search.engine import load_hits, search_pages
from search.paging import page_slice
from search.protocol import Facets
from search.query import MAX_LENGTH, read_terms

HITS_PER_PAGE = 12


def search(request: HttpRequest) -> HttpResponse:
    """Show the hits for `q`, narrowed by `tag`, `author` and `year`, one numbered page of them."""
    query = request.GET.get("q", "")[:MAX_LENGTH].replace("\x00", "").strip()
    facets = read_facets(request)
    root = Site.find_for_request(request).root_page
    keys = search_pages(root=root, terms=read_terms(query), facets=facets)
    page = page_slice(keys, number=request.GET.get("page"), size=HITS_PER_PAGE)
    context = {
        "query": query,
        "facets": facets,
        "hits": replace(page, items=load_hits(page.items)),
    }
    return render(request, "search/search.html", context)


def read_facets(request: HttpRequest) -> Facets:
    """Return the facets a request asks for; raise Http404 for a year that is none."""
    year = request.GET.get("year")
    return Facets(
        tag=_slug(request.GET.get("tag")),
        author=_slug(request.GET.get("author")),
        year=_year(year) if year else None,
    )


def _slug(value: str | None) -> str | None:
    return value[:MAX_LENGTH].replace("\x00", "") if value else None


def _year(value: str) -> int:
    if not re.fullmatch("(19|20|21)[0-9]{2}", value):
        raise Http404("That is not a year.")
    return int(value)
