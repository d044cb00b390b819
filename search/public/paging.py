"""Cuts any sliceable list into numbered pages, without counting it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import QuerySet
from django.http import Http404

LAST_PAGE = 100

ItemT = TypeVar("ItemT")


@dataclass(frozen=True)
class PageSlice(Generic[ItemT]):
    """One numbered page of a list, and which pages stand beside it."""

    items: Sequence[ItemT]
    number: int
    has_more: bool

    @property
    def has_next(self) -> bool:
        """Tell whether another numbered page follows."""
        return self.has_more and self.number < LAST_PAGE

    @property
    def is_cut_off(self) -> bool:
        """Tell whether more items follow, but no numbered page reaches them."""
        return self.has_more and not self.has_next

    @property
    def previous_number(self) -> int | None:
        """Return the number of the page before, or None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next_number(self) -> int | None:
        """Return the number of the page after, or None on the last."""
        return self.number + 1 if self.has_next else None


def page_slice(items: QuerySet | Sequence, *, number: str | None, size: int) -> PageSlice:
    """Return the page that a `page` parameter asks for, with at most `size` items.

    Fetches one row more than a page to know whether another follows, and never counts.
    Raises Http404 for anything but a number from 1 to 100 and for an empty page past the first.
    """
    page_number = read_page_number(number)
    start = (page_number - 1) * size
    rows = list(items[start : start + size + 1])
    if not rows and page_number > 1:
        raise Http404("There is no such page.")
    return PageSlice(rows[:size], page_number, len(rows) > size)


def read_page_number(value: str | None) -> int:
    """Return the number a `page` parameter names (1 where it is missing), or raise Http404."""
    if not value:
        return 1
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(LAST_PAGE))):
        raise Http404("That is not a page number.")
    number = int(value)
    if not 1 <= number <= LAST_PAGE:
        raise Http404("There is no such page.")
    return number
