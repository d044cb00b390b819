"""Months are those of the site's time zone, wherever in the world that is."""

from datetime import UTC, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from blog.archive import periods
from blog.archive.periods import count_years
from blog.models import BlogPostPage
from tests.factories import BlogPostPageFactory

# Of a short month and a long one, in UTC.
DAYS = {2: (1, 2, 3, 27, 28, 29), 12: (1, 2, 3, 27, 28, 31)}
TIMES = ((0, 0), (11, 59), (12, 0), (23, 59))


@pytest.mark.parametrize(
    "zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12", "America/St_Johns", "Europe/Berlin"]
)
def test_posts_are_counted_by_month(blog, monkeypatch, zone):
    monkeypatch.setattr(periods, "get_default_timezone", lambda: ZoneInfo(zone))
    moments = [
        datetime(2024, month, day, *time, tzinfo=UTC)
        for month, days in DAYS.items()
        for day, time in product(days, TIMES)
    ]
    for moment in moments:
        BlogPostPageFactory(parent=blog, display_date=moment)
    counted = {
        (month.year, month.month): month.post_count
        for year in count_years(BlogPostPage.objects.all())
        for month in year.months
    }
    local = [moment.astimezone(ZoneInfo(zone)) for moment in moments]
    expected = [(moment.year, moment.month) for moment in local]
    assert counted == {month: expected.count(month) for month in expected}
