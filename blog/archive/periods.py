"""Names years and months in the site's time zone, and finds which of them hold posts."""

from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime
from itertools import groupby
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Q, Subquery
from django.db.models.functions import TruncMonth
from django.db.models.sql.compiler import SQLCompiler
from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone, localtime
from wagtail.models import PageQuerySet

from search.database.statements import SqlWithParams

FIRST_YEAR = 1900


@dataclass(frozen=True)
class Period:
    """A year, or one month of it; `post_count` where the posts in it were counted."""

    year: int
    month: int | None = None
    post_count: int = 0

    @property
    def name(self) -> str:
        """The year or month as a reader writes it."""
        if self.month is None:
            return str(self.year)
        return date_format(date(self.year, self.month, 1), "YEAR_MONTH_FORMAT")

    @property
    def month_name(self) -> str:
        """The month alone, as it stands under its year."""
        return date_format(date(self.year, self.month, 1), "F") if self.month else ""

    @property
    def post_list_path(self) -> str:
        """Where its posts are listed, below an index page."""
        return f"{self.year}/{self.month}/" if self.month else f"{self.year}/"

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return datetime(self.year, self.month or 1, 1, tzinfo=get_default_timezone())

    @property
    def end(self) -> datetime | None:
        """The first moment after it; None at the end of the calendar."""
        if self.month and self.month < 12:
            return Period(self.year, self.month + 1).start
        return Period(self.year + 1).start if self.year < MAXYEAR else None


class _Month(TruncMonth):
    """The first moment of the month that holds a date, in a time zone.

    On SQLite, Django asks Python for each row. In UTC the text says it, and from the second day of
    a month to the 27th, which are six of seven, all zones agree.
    """

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> SqlWithParams:
        date, params = compiler.compile(self.lhs)
        read = f"substr({date}, 1, 7) || '-01 00:00:00'"
        if self.get_tzname() == "UTC":
            return read, params
        asked, asked_params = self.as_sql(compiler, connection)
        day = f"substr({date}, 9, 2)"
        sql = f"CASE WHEN {day} BETWEEN '02' AND '27' THEN {read} ELSE {asked} END"
        return sql, (*params, *params, *asked_params)


@dataclass(frozen=True)
class Year:
    """A year and its months that hold posts, newest first."""

    period: Period
    months: list[Period]


def count_years(posts: PageQuerySet) -> list[Year]:
    """Return the years and months that hold any of the posts, newest first, in one query."""
    zone = get_default_timezone()
    rows = (
        posts.filter(display_date__gte=Period(FIRST_YEAR).start)
        .annotate(first_day=_Month("display_date", tzinfo=zone))
        .values("first_day")
        .annotate(post_count=Count("pk"))
        .order_by("-first_day")
    )
    months = [
        Period(row["first_day"].year, row["first_day"].month, row["post_count"]) for row in rows
    ]
    return [
        _year_of_months(number, list(group)) for number, group in groupby(months, lambda m: m.year)
    ]


def periods_beside(period: Period, posts: PageQuerySet) -> tuple[Period | None, Period | None]:
    """Return the nearest earlier and later year or month that hold a post, in one query.

    They are years where `period` is a year, else months.
    """
    dates = posts.values("display_date")
    earlier = dates.dated_within(Period(FIRST_YEAR).start, period.start).order_by("-display_date")
    nearest = Q(display_date=Subquery(earlier[:1]))
    if period.end is not None:
        later = dates.dated_within(period.end, None).order_by("display_date")
        nearest |= Q(display_date=Subquery(later[:1]))
    moments = list(
        posts.filter(nearest).order_by().values_list("display_date", flat=True).distinct()
    )
    return (
        _period_holding([moment for moment in moments if moment < period.start], like=period),
        _period_holding([moment for moment in moments if moment >= period.start], like=period),
    )


def _year_of_months(number: int, months: list[Period]) -> Year:
    return Year(Period(number, post_count=sum(month.post_count for month in months)), months)


def _period_holding(moments: list[datetime], *, like: Period) -> Period | None:
    if not moments:
        return None
    day = localtime(moments[0], get_default_timezone())
    return Period(day.year, day.month if like.month else None)
