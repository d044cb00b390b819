"""Shows on the dashboard a month of what goes live and what expires."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.forms import Media
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component

from blog.desk.scheduled_report import schedulable_pages, scheduled_revisions

# Of each kind in a month; the report has them all.
MOST_EVENTS = 100
YEARS = range(2000, 2100)


class Event(NamedTuple):
    """What happens to a page, and when; a reason where it could not be published."""

    when: datetime
    title: str
    address: str
    is_expiry: bool
    reason: str = ""


class Day(NamedTuple):
    date: date
    is_in_month: bool
    events: list[Event]


def events_between(user: AbstractBaseUser, start: datetime, end: datetime) -> list[Event]:
    """Return what goes live or expires from one moment until before another, in order.

    Of the pages that a user may edit or publish.
    """
    due = scheduled_revisions(user).filter(
        approved_go_live_at__gte=start, approved_go_live_at__lt=end
    )
    goes = due.order_by("approved_go_live_at", "pk").defer("content")[:MOST_EVENTS]
    expiring = schedulable_pages(user).filter(expire_at__gte=start, expire_at__lt=end)
    will_be_live = Q(live=True) | Q(_approved_schedule=True)
    ends = expiring.annotate_approved_schedule().filter(will_be_live).order_by("expire_at", "pk")
    events = [
        Event(each.approved_go_live_at, each.object_str, _edit(each.object_id), False, each.reason)
        for each in goes
    ]
    events += [
        Event(page.expire_at, page.get_admin_display_title(), _edit(page.pk), True)
        for page in ends[:MOST_EVENTS]
    ]
    return sorted(events, key=lambda event: event.when)


def weeks_of(user: AbstractBaseUser, month: date) -> list[list[Day]]:
    """Return the weeks of a month as its locale begins them, with what happens on each day."""
    first_weekday = (get_format("FIRST_DAY_OF_WEEK") - 1) % 7
    days = Calendar(first_weekday).itermonthdates(month.year, month.month)
    start = timezone.make_aware(datetime.combine(month, time.min))
    end = timezone.make_aware(datetime.combine(beside(month, 1), time.min))
    by_day: dict[date, list[Event]] = defaultdict(list)
    for event in events_between(user, start, end):
        by_day[timezone.localdate(event.when)].append(event)
    shown = [Day(day, day.month == month.month, by_day[day]) for day in days]
    return [shown[n : n + 7] for n in range(0, len(shown), 7)]


def beside(month: date, number: int) -> date:
    """Return the first day of the next month (1), or of the one before (-1)."""
    day = month.replace(day=28) + timedelta(days=4) if number > 0 else month - timedelta(days=1)
    return day.replace(day=1)


def read_month(text: str) -> date:
    """Return the first day of a month given as 2026-11; of this one for anything else."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        month = timezone.localdate().replace(day=1)
    return month if month.year in YEARS else timezone.localdate().replace(day=1)


def _edit(pk: int | str) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


class MonthPanel(Component):
    """A table of the month that the address names, with the ways to those beside it."""

    name = "month"
    template_name = "home/dashboard/month.html"
    order = 130

    @property
    def media(self) -> Media:
        return Media(css={"all": [versioned_static("home/dashboard.css")]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        month = read_month(request.GET.get("month", ""))
        weeks = weeks_of(request.user, month)
        return {
            "month": month,
            "today": timezone.localdate(),
            "before": beside(month, -1),
            "after": beside(month, 1),
            "weekdays": [
                (WEEKDAYS[day.date.weekday()], WEEKDAYS_ABBR[day.date.weekday()])
                for day in weeks[0]
            ],
            "weeks": weeks,
            "has_events": any(day.events for week in weeks for day in week),
        }
