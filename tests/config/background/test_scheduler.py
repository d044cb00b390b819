"""Scheduled publishing: what is due, what has expired, and what fails."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import InterfaceError, OperationalError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from blog.link_health.asking import ask_due_links
from blog.models import FailedPublish, LinkHealth, LinkUse, OutboundLink
from config.background import scheduler
from config.serving.lock import SessionLock
from config.serving.stop import StopSignal
from home.models import HomePage
from tests.factories import UserFactory
from tests.queue import waiting

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


def test_links_that_are_due_are_asked_in_the_background(blog):
    scheduler.run_schedule()
    assert not waiting(ask_due_links).exists()
    LinkHealth.objects.create(is_on=True)
    OutboundLink.to("https://papers.example/").save()
    LinkUse.objects.create(page=blog, link=OutboundLink.objects.get())
    scheduler.run_schedule()
    assert waiting(ask_due_links).count() == 1


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


@contextmanager
def publishing_fails(page, error):
    """Let every publish of a page fail after its work, as a column that is too short does."""
    publish = Revision.publish

    def publish_or_fail(revision, **kwargs):
        result = publish(revision, **kwargs)
        if revision.object_id == str(page.pk):
            raise error
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Revision, "publish", publish_or_fail)
        yield


def test_a_failing_page_is_told_once_and_the_next_goes_live(client, mailoutbox, caplog):
    failing = scheduled_page("failing", hours(-2))
    failing.owner = UserFactory(email="owner@example.org")
    failing.save()
    due = scheduled_page("due", hours(-1))
    client.force_login(UserFactory(group="Editors"))
    address = reverse("wagtailadmin_pages:edit", args=[failing.pk])
    with publishing_fails(failing, ValueError("a broken block")):
        scheduler.run_schedule()
        assert "Traceback" in caplog.text
        caplog.clear()
        scheduler.run_schedule()
    failing.refresh_from_db()
    due.refresh_from_db()
    assert (failing.live, due.live) == (False, True)
    assert caplog.text == ""
    (mail,) = mailoutbox
    assert mail.to == ["owner@example.org"]
    assert "a broken block" in mail.body
    assert f"/admin/pages/{failing.pk}/edit/" in mail.body
    assert "a broken block" in client.get(address).content.decode()
    report = client.get(reverse("scheduled_report")).content.decode()
    assert "failing approved" in report
    assert "a broken block" in report


@pytest.mark.parametrize("change", ["revision", "schedule"])
def test_a_failed_page_is_tried_again_after_a_change(change, client):
    page = scheduled_page("failing", hours(-2))
    with publishing_fails(page, ValueError("a broken block")):
        scheduler.run_schedule()
    scheduler.run_schedule()
    page.refresh_from_db()
    assert not page.live
    if change == "revision":
        page.save_revision(approved_go_live_at=hours(-1))
    else:
        scheduled = Revision.objects.filter(approved_go_live_at__isnull=False)
        scheduled.update(approved_go_live_at=hours(-1))
    scheduler.run_schedule()
    page.refresh_from_db()
    assert page.live
    client.force_login(UserFactory(group="Editors"))
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "a broken block" not in client.get(address).content.decode()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_busy_database_is_no_failure_of_the_page(mailoutbox, error):
    page = scheduled_page("due", hours(-1))
    with publishing_fails(page, error("database is locked")):
        scheduler.run_schedule()
    assert not FailedPublish.objects.exists()
    assert mailoutbox == []
    scheduler.run_schedule()
    page.refresh_from_db()
    assert page.live


def test_a_page_without_an_owner_holds_up_nothing(mailoutbox):
    page = scheduled_page("due", hours(-1))
    with publishing_fails(page, ValueError("x" * 5000)):
        scheduler.run_schedule()
    assert len(FailedPublish.objects.get().reason) <= 300
    assert mailoutbox == []


def test_who_made_the_version_is_told_where_the_owner_has_left(mailoutbox):
    page = scheduled_page("due", hours(-1))
    page.owner = UserFactory(is_active=False)
    page.save()
    page.revisions.update(user=UserFactory(email="second@example.org"))
    with publishing_fails(page, ValueError("a broken block")):
        scheduler.run_schedule()
    assert [mail.to for mail in mailoutbox] == [["second@example.org"]]


@pytest.mark.parametrize("group", ["Authors", None])
def test_the_report_shows_only_what_its_reader_may_edit(group, client):
    scheduled_page("secret", hours(1))
    client.force_login(UserFactory(group=group))
    assert "secret approved" not in client.get(reverse("scheduled_report")).content.decode()


def test_the_report_asks_no_more_for_more_pages(client, count_queries):
    client.force_login(UserFactory(group="Editors"))
    address = reverse("scheduled_report")
    scheduled_page("first", hours(1))
    client.get(address)
    before = count_queries(lambda: client.get(address))
    for number in range(3):
        scheduled_page(f"later-{number}", hours(2))
    assert count_queries(lambda: client.get(address)) == before


def test_a_database_that_is_away_does_not_end_the_scheduler(monkeypatch, caplog):
    def fail():
        raise RuntimeError("no database")

    monkeypatch.setattr(scheduler, "unpublish_expired", fail)
    scheduler.run_schedule()
    assert "no database" in caplog.text


def test_it_runs_at_once_and_then_at_each_full_minute(monkeypatch):
    stop, began, runs = StopSignal(), 1_000_000_012.5, []
    now = began

    def run():
        runs.append(now)
        if len(runs) == 3:
            stop.set()

    def wait(seconds):
        nonlocal now
        now += seconds

    monkeypatch.setattr(scheduler, "run_schedule", run)
    monkeypatch.setattr(scheduler.time, "time", lambda: now)
    monkeypatch.setattr(stop, "wait", wait)
    scheduler.run_every_minute(stop, SessionLock())
    minute = began - began % 60
    assert runs == [began, minute + 60, minute + 120]
