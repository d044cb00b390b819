"""Scheduled publishing: what is due, what has expired, and what fails."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from config.serving import scheduler
from config.serving.lock import SessionLock
from config.serving.stop import StopSignal
from home.models import HomePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_connection")]


def hours(number):
    return timezone.now() + timedelta(hours=number)


def scheduled_page(slug, go_live_at):
    """A page never published: its row and newest revision are later than the approved one."""
    page = HomePage(title=f"{slug} approved", slug=slug, live=False, go_live_at=go_live_at)
    Page.get_first_root_node().add_child(instance=page)
    page.save_revision(approved_go_live_at=go_live_at)
    page.title = f"{slug} draft"
    page.save()
    page.save_revision()
    return page


def test_the_approved_revision_goes_live_and_not_the_later_draft():
    page = scheduled_page("due", hours(-1))
    scheduler.run_schedule()
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "due approved")
    assert page.has_unpublished_changes
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").exists()


def test_a_later_time_is_waited_for():
    page = scheduled_page("future", hours(1))
    scheduler.run_schedule()
    page.refresh_from_db()
    assert not page.live


def test_an_expired_page_is_unpublished():
    page = HomePage(title="Old", slug="old", expire_at=hours(-1))
    Page.get_first_root_node().add_child(instance=page)
    scheduler.run_schedule()
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.unpublish.scheduled").exists()


def test_after_a_downtime_the_last_of_two_approved_revisions_wins():
    page = scheduled_page("twice", hours(-2))
    newest = page.get_latest_revision()
    newest.approved_go_live_at = hours(-1)
    newest.save()
    scheduler.run_schedule()
    page.refresh_from_db()
    assert page.live
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_failing_revision_is_logged_and_tried_again_and_the_next_goes_live(monkeypatch, caplog):
    failing = scheduled_page("failing", hours(-2))
    due = scheduled_page("due", hours(-1))
    publish = Revision.publish

    def publish_or_fail(revision, **kwargs):
        result = publish(revision, **kwargs)
        if revision.object_id == str(failing.pk):
            raise ValueError("a broken block")
        return result

    with monkeypatch.context() as patch:
        patch.setattr(Revision, "publish", publish_or_fail)
        scheduler.run_schedule()
    failing.refresh_from_db()
    due.refresh_from_db()
    assert (failing.live, due.live) == (False, True)
    assert "a broken block" in caplog.text
    assert "Traceback" in caplog.text

    scheduler.run_schedule()
    failing.refresh_from_db()
    assert (failing.live, failing.title) == (True, "failing approved")


def test_a_database_that_is_away_does_not_end_the_scheduler(monkeypatch, caplog):
    def fail():
        raise RuntimeError("no database")

    monkeypatch.setattr(scheduler, "unpublish_expired", fail)
    scheduler.run_schedule()
    assert "no database" in caplog.text


def test_it_runs_at_once_and_then_at_each_full_minute(monkeypatch):
    stop = StopSignal()
    runs, waits = [], []
    monkeypatch.setattr(scheduler, "run_schedule", lambda: runs.append(1))
    monkeypatch.setattr(scheduler.time, "time", lambda: 1_000_000_012.5)

    def wait(seconds):
        waits.append(seconds)
        if len(waits) == 2:
            stop.set()

    monkeypatch.setattr(stop, "wait", wait)
    scheduler.run_every_minute(stop, SessionLock())
    assert len(runs) == 2
    assert waits == [60 - 1_000_000_012.5 % 60] * 2
