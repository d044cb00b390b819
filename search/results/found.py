"""Holds the pages that a search found, before anything is read to show them."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F

from search.models import SearchPage
from search.ranking.ranking import Ranked


@dataclass(frozen=True)
class Found:
    """The visible pages of a search, in order; `is_more` where there are more than counted.

    `has_all` where some of them hold all that was looked for.
    """

    ranked: list[Ranked]
    is_more: bool = False
    has_all: bool = False


class FoundKeys(NamedTuple):
    """The ids of pages that match, public or not, and whether more than counted do."""

    keys: list[int]
    is_more: bool


def unranked(page_id: int) -> Ranked:
    """Return a page in a place that no score gave it."""
    return Ranked(page_id, 0.0)


def newest_of(found: Found) -> Found:
    """Return what was found newest first, what has no date last."""
    pages = SearchPage.objects.filter(pk__in=[each.page_id for each in found.ranked])
    newest = pages.order_by(F("date").desc(nulls_last=True), "-pk").values_list("pk", flat=True)
    places = {key: place for place, key in enumerate(newest)}
    return Found(sorted(found.ranked, key=lambda each: places[each.page_id]), found.is_more)
