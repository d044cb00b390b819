"""Keeps which pages are near to which; a page that is not in the index is near to none."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db import connection, transaction
from django.db.models import Q

from search.database.many_rows import ManyRows
from search.index.vocabulary import batches
from search.models import SearchNeighbour, SearchPage
from search.related.vectors import NearPage

# Of a page: three times what is shown, so that what becomes private leaves no gap.
KEPT = 12
BATCH_SIZE = 500

# Twelve a page: to make a model of each would take longer than to write them.
_ADD_NEIGHBOURS = ManyRows(
    "INSERT INTO search_searchneighbour (page_id, other_id, score) SELECT * FROM {rows} AS made",
    ("bigint", "bigint", "double precision"),
)


def keep_neighbours(key: int, near: Sequence[NearPage]) -> None:
    """Write a page's neighbours, and the page among theirs where it is near enough."""
    with transaction.atomic():
        # What became private or was deleted since it was read.
        there = _still_indexed({key, *dict(near)})
        drop_neighbours([key])
        if key not in there:
            return
        near = [each for each in near if each.page_id in there]
        rows = [_neighbour_row(key, other, score) for other, score in near[:KEPT]]
        SearchNeighbour.objects.bulk_create([*rows, *_join_others(key, dict(near))])


def replace_neighbours(found: Mapping[int, Sequence[NearPage]]) -> None:
    """Write the neighbours of pages in the place of those they had; a short transaction."""
    with transaction.atomic():
        SearchNeighbour.objects.filter(page__in=found)._raw_delete(connection.alias)
        keys = {key for near in found.values() for key, _score in near} | found.keys()
        there = _still_indexed(keys)
        rows = [
            (key, other, score)
            for key, near in found.items()
            for other, score in near
            if {key, other} <= there
        ]
        _ADD_NEIGHBOURS.run(rows)


def drop_neighbours(keys: Collection[int]) -> None:
    """Forget that pages are near to others, and others to them."""
    rows = SearchNeighbour.objects.filter(Q(page__in=keys) | Q(other__in=keys))
    rows._raw_delete(connection.alias)


def _join_others(key: int, scores: Mapping[int, float]) -> list[SearchNeighbour]:
    """Return the rows by which a page joins the neighbours of others, whose last ones give way."""
    held = defaultdict(list)
    rows = SearchNeighbour.objects.filter(page__in=scores).values_list("page", "score", "pk")
    for page, score, pk in rows:
        held[page].append((score, pk))
    entering, leaving = [], []
    for page, score in scores.items():
        last = sorted(held[page], reverse=True)[KEPT - 1 :]
        if score > max((kept for kept, _pk in last), default=-1.0):
            leaving += [pk for _score, pk in last]
            entering.append(_neighbour_row(page, key, score))
    SearchNeighbour.objects.filter(pk__in=leaving)._raw_delete(connection.alias)
    return entering


def _still_indexed(keys: Collection[int]) -> set[int]:
    """Return those of the pages that are in the index still."""
    found: set[int] = set()
    for batch in batches(sorted(keys), BATCH_SIZE):
        found |= set(SearchPage.objects.filter(pk__in=batch).values_list("pk", flat=True))
    return found


def _neighbour_row(page: int, other: int, score: float) -> SearchNeighbour:
    return SearchNeighbour(page_id=page, other_id=other, score=score)
