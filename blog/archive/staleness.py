"""Tells which posts were last checked too long ago, and when the next ones will have been."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, datetime, time

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageQuerySet

# Of the next moments; each is known long before it comes.
MAX_MOMENTS = 1000


def months_later(day: date, months: int) -> date:
    """Return the same day some months later; the first of the next where there is no such day.

    The last day that there is, where that is past.
    """
    year, month = _shifted(day, months)
    if year > MAXYEAR:
        return date.max
    if day.day <= monthrange(year, month)[1]:
        return date(year, month, day.day)
    return months_later(date(year, month, 1), 1)


def months_before(day: date, months: int) -> date:
    """Return the last day of which `months_later` is not after a day."""
    year, month = _shifted(day, -months)
    if year < MINYEAR:
        return date.min
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _shifted(day: date, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


def stale_among(posts: PageQuerySet, blogs: PageQuerySet) -> PageQuerySet:
    """Return those public texts among posts that were checked too long ago for their blog."""
    today = timezone.localdate()
    stale = Q(pk__in=[])
    for blog in _with_limit(blogs):
        last = months_before(today, blog.stale_after)
        stale |= Q(path__startswith=blog.path, depth=blog.depth + 1, checked_on__lte=last)
    return posts.filter(stale, live=True, alias_of=None)


def stale_moments(posts: PageQuerySet, blogs: PageQuerySet, *, after: datetime) -> list[datetime]:
    """Return when live posts become stale after a moment, in order: at the beginnings of days."""
    days: set[date] = set()
    for blog in _with_limit(blogs):
        last = months_before(timezone.localdate(after), blog.stale_after)
        children = posts.child_of(blog).filter(live=True, checked_on__gt=last).order_by()
        checked = children.values_list("checked_on", flat=True).distinct().order_by("checked_on")
        days |= {months_later(day, blog.stale_after) for day in checked[:MAX_MOMENTS]}
    return [timezone.make_aware(datetime.combine(day, time.min)) for day in sorted(days)]


def _with_limit(blogs: PageQuerySet) -> PageQuerySet:
    return blogs.filter(stale_after__gt=0).order_by("pk")
