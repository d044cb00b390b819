"""Makes links that narrow a search from its facets."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.index.protocol import AUTHOR, SERIES, TAG, YEAR
from search.results.results import FacetCount

TITLES = {TAG: _("Tags"), AUTHOR: _("Authors"), SERIES: _("Series"), YEAR: _("Years")}


@dataclass(frozen=True)
class FacetLink:
    """One facet; `query` is the address of the search narrowed to it."""

    name: str
    count: int
    query: str


@dataclass(frozen=True)
class FacetGroup:
    """The facets of one kind."""

    title: str | Promise
    facets: tuple[FacetLink, ...]


def group_facets(facets: Sequence[FacetCount], request: HttpRequest) -> list[FacetGroup]:
    """Return what a search can be narrowed to, by kind; not what it is narrowed to already."""
    groups = []
    for kind, title in TITLES.items():
        links = [
            FacetLink(each.name, each.count, _narrowed_query(request, kind, each.slug))
            for each in facets
            if each.kind == kind
        ]
        if links and kind not in request.GET:
            groups.append(FacetGroup(title, tuple(links)))
    return groups


def _narrowed_query(request: HttpRequest, kind: str, slug: str) -> str:
    parameters = request.GET.copy()
    parameters.pop("page", None)
    parameters[kind] = slug
    return f"?{parameters.urlencode()}"
