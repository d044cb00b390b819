"""Finds where posts stand in their series, among the posts that readers see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap
from typing import NamedTuple

from django.db.models import Model
from wagtail.models import Page

from blog.archive.beside import LINK_FIELDS, linked_post
from search.database.statements import AnyOf, Statement

_FIELDS = ("series_id", "series__name", "series__slug", "path", "pk")


@dataclass(frozen=True)
class SeriesPlace:
    """Part `number` of `count` of a series; where they were asked for, the parts beside it."""

    series: Model
    number: int
    count: int
    previous: Page | None = None
    next: Page | None = None

    @property
    def is_alone(self) -> bool:
        """Tell whether it is the only part that readers see."""
        return self.count == 1


class _Part(NamedTuple):
    series_id: int
    series_name: str
    series_slug: str
    path: str
    pk: int
    # Of `LINK_FIELDS`, none for a list.
    title: str = ""
    url_path: str = ""
    language: str = ""


def fetch_series_places(posts: Sequence[Page], *, with_beside: bool = False) -> None:
    """Set `series_place` on posts at hand, in one query; none where there is no series.

    Counts the public posts of the series in the same blog, and no others; a post that is
    not public itself has no place. `with_beside` is for pages that link the parts beside it.
    """
    wanted = {post.series_id for post in posts if post.series_id}
    if not wanted:
        return
    model, keys = type(posts[0]), {post.pk for post in posts}
    places = {}
    for parts in _parts_by_blog(model, wanted, with_beside=with_beside):
        places |= _places_of_parts(model, parts, keys)
    for post in posts:
        post.series_place = places.get((post.pk, post.series_id))


def _parts_by_blog(
    model: type[Page], series_ids: set[int], *, with_beside: bool
) -> Iterable[list[_Part]]:
    """Return the public parts of some series, a list for each series and blog."""
    groups = defaultdict(list)
    for part in starmap(_Part, _statement(model, with_beside).rows(series=series_ids)):
        groups[part.series_id, part.path[: -model.steplen]].append(part)
    return groups.values()


@lru_cache(maxsize=10)
def _statement(model: type[Page], with_beside: bool) -> Statement:
    fields = (*_FIELDS, *LINK_FIELDS) if with_beside else _FIELDS
    parts = model.objects.public().filter(AnyOf("series", "series")).in_series_order()
    return Statement(lambda: parts.values_list(*fields))


def _places_of_parts(
    model: type[Page], parts: Sequence[_Part], keys: set[int]
) -> dict[tuple[int, int], SeriesPlace]:
    """Return the places of those parts whose keys these are, by part and series."""
    series = model._meta.get_field("series").related_model
    beside = [None, *parts, None]
    places = {}
    for number, part in enumerate(parts, start=1):
        if part.pk in keys:
            places[part.pk, part.series_id] = SeriesPlace(
                series(pk=part.series_id, name=part.series_name, slug=part.series_slug),
                number,
                len(parts),
                _linked(model, beside[number - 1]),
                _linked(model, beside[number + 1]),
            )
    return places


def _linked(model: type[Page], part: _Part | None) -> Page | None:
    if part is None or not part.url_path:
        return None
    return linked_post(model, part.pk, part.title, part.url_path, part.language)
