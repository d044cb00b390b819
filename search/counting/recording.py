"""Counts searches in memory, until someone takes the counts to write them down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.dispatch import Signal
from django.http import HttpRequest
from django.utils import timezone
from wagtail.search.utils import normalise_query_string

from search.counting.privacy import may_be_private
from search.query.query import MAX_LENGTH

# So many different queries in the minute between two writings; others are not counted.
MAX_QUERIES = 500
# A search with more than these narrows, orders or pages through one that was counted.
FIRST_ASKED = {"q", "format"}

# Sent with `text` and `is_found` for each search that counts.
searched = Signal()


@dataclass(frozen=True)
class Counted:
    """How often a query was searched for on a day, and how often it found nothing."""

    text: str
    day: date
    searches: int
    misses: int


class PendingCounts:
    """Counts of any thread's searches; bounded, whatever readers ask for."""

    def __init__(self, limit: int = MAX_QUERIES) -> None:
        self._limit = limit
        self._lock = Lock()
        self._counts: dict[tuple[str, date], tuple[int, int]] = {}

    def add(self, text: str, *, is_found: bool) -> None:
        """Count one search, unless its text is one that nobody else should read."""
        text = fold_query(text)
        if text and not may_be_private(text):
            self.put_back([Counted(text, timezone.localdate(), 1, int(not is_found))])

    def take(self) -> list[Counted]:
        """Return what was counted since the last time, and begin anew."""
        with self._lock:
            counts, self._counts = self._counts, {}
        return [Counted(*key, *numbers) for key, numbers in counts.items()]

    def put_back(self, counts: Iterable[Counted]) -> None:
        """Add what was taken and could not be written."""
        with self._lock:
            for each in counts:
                key = (each.text, each.day)
                if key in self._counts or len(self._counts) < self._limit:
                    searches, misses = self._counts.get(key, (0, 0))
                    self._counts[key] = (searches + each.searches, misses + each.misses)


def fold_query(text: str) -> str:
    """Return a query as `wagtail.contrib.search_promotions` keeps it, 200 characters at most."""
    return normalise_query_string(" ".join(text.split()))[:MAX_LENGTH].strip()


def is_first_asked(request: HttpRequest) -> bool:
    """Tell whether this is a search, not another page, order or part of one."""
    return request.method == "GET" and request.GET.keys() <= FIRST_ASKED
