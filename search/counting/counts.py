"""Keeps the counts of searches in the database: adds to them, bounds them, deletes old ones."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, Max, Model, QuerySet, Sum, Value, When
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from search.counting.recording import Counted
from search.index.vocabulary import batches
from search.models import SearchMiss

# Different queries without a promoted result that are kept; the rarest and oldest go first.
MAX_QUERIES = 20_000
# Days of queries.
MAX_ROWS = 200_000
# Days after which a query that was made only once is forgotten.
RARE_DAYS = 30
BATCH_SIZE = 500

# Tables and fields of our own naming; both engines know it.
_ADD = """
    INSERT INTO {table} (query_id, date, {field}) VALUES {places}
    ON CONFLICT (query_id, date) DO UPDATE SET {field} = {table}.{field} + excluded.{field}
"""

Amounts = dict[tuple[int, date], int]


def store(counts: Sequence[Counted]) -> None:
    """Add counts to those of their days; in a transaction of the caller's."""
    keys = _query_keys(sorted({each.text for each in counts}))
    searches = {(keys[each.text], each.day): each.searches for each in counts}
    misses = {(keys[each.text], each.day): each.misses for each in counts if each.misses}
    _add_amounts(QueryDailyHits, "hits", searches)
    _add_amounts(SearchMiss, "misses", misses)


def trim(limit: int = MAX_QUERIES) -> None:
    """Delete the queries beyond a number: those made once first, then the longest unused."""
    unpicked = Query.objects.filter(editors_picks=None)
    if (excess := unpicked.count() - limit) > 0:
        least = _with_use(unpicked).order_by("is_repeated", "last_day", "pk")
        _delete_queries(list(least.values_list("pk", flat=True)[:excess]))


def forget_old() -> None:
    """Delete counts past their days and queries without any; in short transactions."""
    today = timezone.localdate()
    oldest = today - timedelta(days=settings.WAGTAILSEARCH_HITS_MAX_AGE)
    for model in (QueryDailyHits, SearchMiss):
        newest_first = model.objects.order_by("-date").values_list("date", flat=True)
        # The day on which the rows become too many goes as a whole.
        over = next(iter(newest_first[MAX_ROWS : MAX_ROWS + 1]), oldest)
        model.objects.filter(date__lte=max(over, oldest))._raw_delete(connection.alias)
    unpicked = _with_use(Query.objects.filter(editors_picks=None))
    rare = unpicked.filter(is_repeated=0, last_day__lt=today - timedelta(days=RARE_DAYS))
    for useless in (rare, unpicked.filter(last_day=None)):
        for batch in batches(list(useless.values_list("pk", flat=True)), BATCH_SIZE):
            with transaction.atomic():
                _delete_queries(batch)


def _query_keys(texts: Sequence[str]) -> dict[str, int]:
    """Return the keys of queries by text; makes those that are missing."""
    queries = Query.objects.filter(query_string__in=texts)
    known = set(queries.values_list("query_string", flat=True))
    new = [Query(query_string=text) for text in texts if text not in known]
    Query.objects.bulk_create(new, ignore_conflicts=True)
    return dict(queries.values_list("query_string", "pk"))


def _add_amounts(model: type[Model], field: str, amounts: Amounts) -> None:
    """Add to a number of each query and day; makes the rows that are missing."""
    if not amounts:
        return
    table = model._meta.db_table
    places = ", ".join(["(%s, %s, %s)"] * len(amounts))
    # In one order, so that two workers who write at once wait for each other, not in a circle.
    values = [
        value for (key, day), amount in sorted(amounts.items()) for value in (key, day, amount)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(table=table, field=field, places=places), values)


def _with_use(queries: QuerySet[Query]) -> QuerySet[Query]:
    """Return queries with when each was last made, and whether more than once."""
    used = queries.annotate(last_day=Max("daily_hits__date"), times=Sum("daily_hits__hits"))
    is_repeated = Case(When(times__gt=1, then=Value(1)), default=Value(0))
    return used.annotate(is_repeated=is_repeated)


def _delete_queries(keys: Sequence[int]) -> None:
    """Delete queries that have no promoted result."""
    for model in (QueryDailyHits, SearchMiss):
        model.objects.filter(query__in=keys)._raw_delete(connection.alias)
    Query.objects.filter(pk__in=keys)._raw_delete(connection.alias)
