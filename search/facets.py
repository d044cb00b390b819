"""Narrowing a search to tags, authors, series and years, and counting them in what was found."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from search.models import SearchPage, SearchTopic
from search.protocol import AUTHOR, SERIES, TAG, Facets
from search.query import Query
from search.results import FacetCount
from search.words import fold

YEAR = "year"
KINDS = (TAG, AUTHOR, SERIES)
# Of each kind that are offered.
MAX_SHOWN = 12


def narrow(facets: Facets, query: Query) -> QuerySet | None:
    """Return the ids of the pages that facets and a query's operators select; None for all."""
    topics = {(kind, value) for kind in KINDS if (value := getattr(facets, kind)) is not None}
    topics |= set(query.topics)
    years = {year for year in (facets.year, query.year) if year is not None}
    if not topics and not years:
        return None
    pages = SearchPage.objects.all()
    for kind, value in sorted(topics):
        named = Q(slug=value) | Q(slug=value.lower()) | Q(folded=fold(value))
        rows = SearchTopic.objects.filter(named, kind=kind)
        pages = pages.filter(pk__in=rows.values("page"))
    for year in years:
        pages = pages.filter(date__gte=_start(year), date__lt=_start(year + 1))
    return pages.order_by().values("pk")


def count_facets(page_ids: Sequence[int]) -> Iterator[FacetCount]:
    """Yield for each kind what the pages have, the most frequent first; two queries."""
    if not page_ids:
        return
    rows = (
        SearchTopic.objects.filter(page__in=page_ids)
        .values_list("kind", "slug", "name")
        .annotate(count=Count("pk"))
        .order_by("-count", "name")
    )
    shown: Counter[str] = Counter()
    for kind, slug, name, count in rows:
        shown[kind] += 1
        if shown[kind] <= MAX_SHOWN:
            yield FacetCount(kind, slug, name, count)
    dates = SearchPage.objects.filter(pk__in=page_ids, date__isnull=False)
    years = Counter(timezone.localtime(date).year for date in dates.values_list("date", flat=True))
    for year, count in sorted(years.items(), reverse=True)[:MAX_SHOWN]:
        yield FacetCount(YEAR, str(year), str(year), count)


def _start(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))
