"""Finds where posts stand in their series, among the posts that readers see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model
from wagtail.models import Page


@dataclass(frozen=True)
class SeriesPlace:
    """Part `number` of `count` of a series, and the parts beside it."""

    series: Model
    number: int
    count: int
    previous: Page | None
    next: Page | None

    @property
    def is_alone(self) -> bool:
        """Tell whether it is the only part that readers see."""
        return self.previous is None and self.next is None


def fetch_series_places(posts: Sequence[Page]) -> None:
    """Set `series_place` on posts at hand, in one query; none where there is no series.

    Counts the public posts of the series in the same blog, and no others; a post that is
    not public itself has no place.
    """
    wanted = {post.series_id for post in posts if post.series_id}
    if not wanted:
        return
    places = {}
    for parts in _parts_by_blog(type(posts[0]), wanted):
        places |= dict(_places_of_parts(parts))
    for post in posts:
        post.series_place = places.get((post.pk, post.series_id))


def _parts_by_blog(model: type[Page], series_ids: set[int]) -> Iterable[list[Page]]:
    """Return the public parts of some series, a list for each series and blog."""
    parts = (
        model.objects.public()
        .filter(series__in=series_ids)
        .in_series_order()
        .select_related("series")
        .only("title", "language", "path", "url_path", "series__name", "series__slug")
    )
    groups = defaultdict(list)
    for part in parts:
        groups[part.series_id, part.path[: -part.steplen]].append(part)
    return groups.values()


def _places_of_parts(parts: list[Page]) -> Iterable[tuple[tuple[int, int], SeriesPlace]]:
    beside = [None, *parts, None]
    for number, part in enumerate(parts, start=1):
        place = SeriesPlace(part.series, number, len(parts), beside[number - 1], beside[number + 1])
        yield (part.pk, part.series_id), place
