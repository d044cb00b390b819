"""Writes results and suggestions as JSON, for sites that show them by themselves."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from search.index.protocol import YEAR
from search.query.facets import KINDS
from search.query.query import Query
from search.results.results import FacetCount, Hit, Results, Suggestion, Suggestions
from search.web.promotions import Promoted
from search.web.request import SearchRequest


def results_json(
    results: Results, promoted: Sequence[Promoted], wanted: SearchRequest, request: HttpRequest
) -> dict[str, Any]:
    """Return results as JSON's types; addresses are full.

    Snippets are plain text; their `marks` are the beginnings and ends of what was found in it,
    counted in code points.
    """
    return {
        "query": _query_json(results.query),
        "correction": results.correction,
        "offered": results.offered,
        "total": results.total,
        "is_more": results.is_more,
        "order": results.order,
        "page": wanted.page,
        "has_more": results.has_more,
        "promoted": [_promoted_json(each, request) for each in promoted],
        "hits": [_hit_json(hit, request) for hit in results.hits],
        "facets": {
            kind: [_facet_json(each) for each in results.facets if each.kind == kind]
            for kind in (*KINDS, YEAR)
        },
    }


def suggestions_json(text: str, found: Suggestions) -> dict[str, Any]:
    """Return suggestions as JSON's types; addresses are paths of this site."""
    return {
        "query": text,
        "titles": [_suggestion_json(each) for each in found.titles],
        "sections": [_suggestion_json(each) for each in found.sections],
        "authors": [_suggestion_json(each) for each in found.authors],
        "series": [_suggestion_json(each) for each in found.series],
        "tags": [_suggestion_json(each) for each in found.tags],
        "completions": list(found.completions),
    }


def _query_json(query: Query) -> dict[str, Any]:
    """Return a query as it was read."""
    return {
        "text": query.text,
        "words": [word.text for word in query.wanted if not word.is_phrase],
        "phrases": [word.text for word in query.wanted if word.is_phrase],
        "without": [word.text for word in query.excluded],
        "topics": [{"kind": kind, "name": name} for kind, name in query.topics],
        "year": query.year,
        "in": query.place or None,
    }


def _promoted_json(each: Promoted, request: HttpRequest) -> dict[str, str]:
    url = request.build_absolute_uri(each.url)
    return {"url": url, "title": each.title, "description": each.description}


def _hit_json(hit: Hit, request: HttpRequest) -> dict[str, Any]:
    return {
        "url": request.build_absolute_uri(hit.url),
        "title": hit.plain_title,
        "section": hit.heading or None,
        "snippet": hit.snippet.text,
        "marks": [list(mark) for mark in hit.snippet.marks],
        "is_code": hit.is_code,
        "date": hit.date.isoformat() if hit.date else None,
    }


def _facet_json(each: FacetCount) -> dict[str, Any]:
    return {"slug": each.slug, "name": each.name, "count": each.count}


def _suggestion_json(each: Suggestion) -> dict[str, str]:
    return {"title": each.title, "url": each.url, "detail": each.detail}
