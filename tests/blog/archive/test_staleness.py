"""A checked post goes out of date on one day, by whichever way that is asked."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from blog.archive.staleness import months_before, months_later, stale_among, stale_moments
from blog.models import BlogIndexPage, BlogPostPage
from tests.factories import BlogIndexPageFactory, BlogPostPageFactory

MONTHS = st.integers(0, 1200)


@given(checked=st.dates(), today=st.dates(), months=MONTHS)
def test_both_ways_to_count_months_agree(checked, today, months):
    assert (months_later(checked, months) <= today) == (
        checked <= months_before(today, months)
    ) or months_later(checked, months) == date.max


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2026, 11, 30), 18, date(2028, 5, 30)),
        (date(9999, 12, 1), 18, date.max),
    ],
)
def test_a_day_that_a_month_lacks_is_the_next_ones_first(day, months, later):
    assert months_later(day, months) == later


def test_each_blog_has_its_own_time(blog, home, count_queries):
    today = timezone.localdate()
    patient = BlogIndexPageFactory(parent=home, slug="notes", stale_after=0)
    old = BlogPostPageFactory(parent=blog, checked_on=months_before(today, 18))
    soon = BlogPostPageFactory(parent=blog, checked_on=months_before(today, 17))
    BlogPostPageFactory(parent=patient, checked_on=months_before(today, 18))
    BlogPostPageFactory(parent=blog, checked_on=months_before(today, 18), live=False)
    old.create_alias(parent=blog, update_slug="again")
    BlogPostPageFactory(parent=blog)
    posts, blogs = BlogPostPage.objects.all(), BlogIndexPage.objects.all()
    assert list(stale_among(posts, blogs)) == [old]
    moments = stale_moments(posts, blogs, after=timezone.now())
    assert moments == [
        timezone.make_aware(datetime(*months_later(soon.checked_on, 18).timetuple()[:3]))
    ]
    assert moments[0] > timezone.now() + timedelta(days=1)
    BlogPostPageFactory.create_batch(3, parent=blog, checked_on=soon.checked_on)
    assert count_queries(lambda: stale_moments(posts, blogs, after=timezone.now())) == 2
