"""Tells when pages, and lists of them, changed last."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar

from wagtail.models import Page

# Of a page that says nothing of its dates: a constant, so that it never seems to have changed.
UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)


DefaultT = TypeVar("DefaultT", datetime, None)


def last_change(page: Page) -> datetime:
    """Return when what readers see of a page was published last."""
    return page.last_published_at or page.first_published_at or UNKNOWN


def latest(dates: Iterable[datetime | None], *, default: DefaultT) -> datetime | DefaultT:
    """Return the latest of some dates, `default` where there is none."""
    return max(filter(None, dates), default=default)
