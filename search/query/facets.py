"""Narrows a search to tags, authors, series and years, and counts them in what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Count, Q, QuerySet

from search.analysis.text import fold
from search.database.statements import AnyOf, Statement
from search.index.protocol import AUTHOR, SERIES, TAG, YEAR, Facets
from search.models import SearchPage, SearchTopic
from search.query.query import Query

KINDS = (TAG, AUTHOR, SERIES)
# Of each kind that are offered.
MAX_SHOWN = 12


@dataclass(frozen=True)
class FacetCount:
    """How many of the found pages have a tag, an author, a series or a year."""

    kind: str
    slug: str
    name: str
    count: int


_COUNTS = Statement(
    lambda: (
        SearchTopic.objects.filter(AnyOf("page", "keys"))
        .values_list("kind", "slug", "name")
        .annotate(count=Count("pk"))
        .order_by("-count", "name")
    )
)


def narrow(facets: Facets, query: Query) -> QuerySet | None:
    """Return the ids of the pages that facets and a query's operators select; None for all."""
    topics = {(kind, value) for kind in KINDS if (value := getattr(facets, kind)) is not None}
    topics |= set(query.topics)
    years = {(YEAR, str(year)) for year in (facets.year, query.year) if year is not None}
    if not topics | years:
        return None
    pages = SearchPage.objects.all()
    for kind, value in sorted(topics | years):
        named = Q(slug=value) | Q(slug=value.lower()) | Q(folded=fold(value))
        rows = SearchTopic.objects.filter(named, kind=kind)
        pages = pages.filter(pk__in=rows.values("page"))
    return pages.order_by().values("pk")


def count_facets(page_ids: Sequence[int]) -> list[FacetCount]:
    """Return of each kind what the pages have, the most frequent first; one query.

    Years come newest first.
    """
    if not page_ids:
        return []
    found = [FacetCount(*row) for row in _COUNTS.rows(keys=page_ids)]
    years = sorted(
        (each for each in found if each.kind == YEAR), key=attrgetter("slug"), reverse=True
    )
    kinds = [[each for each in found if each.kind == kind] for kind in KINDS]
    return [each for group in (*kinds, years) for each in group[:MAX_SHOWN]]
