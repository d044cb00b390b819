"""Answers a search with a page or JSON, and what is being typed with suggestions."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from search.counting.recording import is_first_asked, searched
from search.public.http_caching import always_asked
from search.public.paging import PageSlice
from search.results.offers import offer_topics
from search.results.results import Results
from search.results.search import PAGE_SIZE
from search.results.suggesting import suggest
from search.web.facet_links import group_facets
from search.web.feeds import feeds_of
from search.web.json_answers import results_json, suggestions_json
from search.web.promotions import find_promoted
from search.web.request import SearchRequest, read_request, read_text, run, site_root


def search(request: HttpRequest) -> HttpResponse:
    """Show what was found, as a page or with `format=json` as JSON; 12 hits at a time."""
    wanted = read_request(request)
    results = run(wanted, request, size=PAGE_SIZE)
    promoted = find_promoted(results, wanted, request)
    if results.query.text and is_first_asked(request):
        is_found = bool(results.hits or promoted)
        searched.send_robust(None, text=results.query.text, is_found=is_found)
    if request.GET.get("format") == "json":
        found = results_json(results, promoted, wanted, request)
        return always_asked(unlisted(JsonResponse(found)))
    context = _page_context(wanted, results, request) | {"promoted": promoted}
    if not results.hits:
        context["offers"] = offer_topics(site_root(request))
    return unlisted(render(request, "search/search.html", context))


def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with what a query that is being typed may become, as JSON."""
    text = read_text(request)
    found = suggest(text, root=site_root(request), request=request)
    return always_asked(unlisted(JsonResponse(suggestions_json(text, found))))


def unlisted(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of other search engines."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _page_context(wanted: SearchRequest, results: Results, request: HttpRequest) -> dict:
    return {
        "query": wanted.text,
        "facets": wanted.facets,
        "order": wanted.order,
        "results": results,
        "facet_groups": group_facets(results.facets, request),
        "feeds": list(feeds_of(wanted)),
        "hits": PageSlice(results.hits, wanted.page, results.has_more),
    }
