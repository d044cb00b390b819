"""The dashboard shows a month of what goes live and what expires, as a table."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from blog.models import FailedPublish
from home.dashboard.month import beside, read_month, weeks_of
from tests.factories import BlogPostPageFactory

NOON = datetime(2031, 2, 14, 12, tzinfo=UTC)


def events_of(user, month=date(2031, 2, 1)):
    days = (day for week in weeks_of(user, month) for day in week)
    return [(day.date.day, event.title, event.is_expiry) for day in days for event in day.events]


def test_a_month_holds_what_goes_live_and_what_expires_in_it(blog, schedule, editor):
    schedule("Valentine", at=NOON)
    schedule("First", at=datetime(2031, 2, 1, tzinfo=UTC))
    schedule("Last", at=datetime(2031, 2, 28, 23, 59, tzinfo=UTC))
    schedule("January", at=datetime(2031, 1, 31, 23, 59, tzinfo=UTC))
    schedule("March", at=datetime(2031, 3, 1, tzinfo=UTC), expire_at=NOON)
    BlogPostPageFactory(parent=blog, title="Offer", expire_at=NOON + timedelta(hours=1))
    BlogPostPageFactory(parent=blog, title="Draft", live=False, expire_at=NOON)
    assert events_of(editor) == [
        (1, "First", False), (14, "Valentine", False), (14, "March", True), (14, "Offer", True),
        (28, "Last", False),
    ]  # fmt: skip


def test_authors_see_their_own_alone(schedule, writer, editor, shown_to):
    schedule("Mine", at=NOON, owner=writer)
    schedule("Another's", at=NOON)
    assert events_of(writer) == [(14, "Mine", False)]
    shown = shown_to(writer, month="2031-02")["scheduled"]
    assert "Mine" in shown
    assert "Another" not in shown
    assert "Another&#x27;s" in shown_to(editor, month="2031-02")["scheduled"]


def test_what_could_not_go_live_says_why(schedule, editor, shown_to):
    post = schedule("Stuck", at=NOON)
    FailedPublish.objects.create(
        revision=post.latest_revision, go_live_at=NOON, reason="The slug is taken."
    )
    shown = shown_to(editor, month="2031-02")["scheduled"]
    assert "Could not go live" in shown
    assert "The slug is taken." in shown


def test_the_table_has_a_caption_heads_and_seven_days_a_week(site, editor, shown_to):
    shown = shown_to(editor, month="2031-02")["scheduled"]
    assert "February 2031" in shown
    assert shown.count('scope="col"') == 7
    assert shown.count("<td") == 35
    assert shown.count("<time") == 28
    assert "Nothing goes live or expires." in shown
    assert "?month=2031-01#" in shown
    assert "?month=2031-03#" in shown


def test_the_week_begins_as_the_language_has_it(site, editor):
    with translation.override("de"):
        assert weeks_of(editor, date(2031, 2, 1))[0][0].date.weekday() == 0
    with translation.override("en"):
        assert weeks_of(editor, date(2031, 2, 1))[0][0].date.weekday() == 6


@pytest.mark.parametrize("text", ["", "2031", "2031-13", "9999-12", "0001-01", "x", "2031-02-01"])
def test_what_is_no_month_is_this_one(text):
    assert read_month(text) == timezone.localdate().replace(day=1)


def test_months_follow_each_other():
    assert beside(date(2031, 12, 1), 1) == date(2032, 1, 1)
    assert beside(date(2031, 1, 1), -1) == date(2030, 12, 1)


def test_more_events_cost_no_more_queries(blog, schedule, editor, count_queries):
    def add(count):
        for number in range(count):
            schedule(f"Post {number}", at=NOON)
            BlogPostPageFactory(parent=blog, expire_at=NOON)

    add(2)
    events_of(editor)
    few = count_queries(lambda: events_of(editor))
    add(4)
    assert count_queries(lambda: events_of(editor)) == few
    assert len(events_of(editor)) == 12
