"""The task worker: what it runs, what it picks up again, and what it lives through."""

from datetime import timedelta

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from blog.follow_up.rerendering import rerender_pages
from blog.follow_up.tasks import catch_up, make_renditions, paint_cards
from blog.link_health.collecting import collect_from_all
from blog.models import LinkHealth
from config.background.task_worker import ALIAS, BUSY, BUSY_PAUSES, MAX_STARTS, TaskWorker
from config.serving.stop import StopSignal
from search.database import outages
from search.related.neighbours import find_neighbours
from tests.factories import BlogPostPageFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_connection")]


@task(backend=ALIAS)
def double(number):
    return 2 * number


@task(backend=ALIAS)
def count_runs():
    """Counted by the test."""


@task(backend=ALIAS)
def fail():
    raise ValueError("a task that fails")


def queued(queued_task, *args, **fields):
    return DBTaskResult.objects.create(
        task_path=queued_task.module_path,
        args_kwargs={"args": list(args), "kwargs": {}},
        run_after=None,
        **{"backend_name": ALIAS, **fields},
    )


@pytest.fixture
def worker():
    return TaskWorker(StopSignal())


def test_it_runs_what_is_ready(worker):
    result = queued(double, 21)
    assert worker.run_round()
    result.refresh_from_db()
    assert (result.status, result.return_value) == ("SUCCESSFUL", 42)
    assert result.worker_ids == [worker.name]


def test_a_task_that_fails_does_not_stop_the_next(worker):
    failing, good = queued(fail), queued(double, 1)
    assert worker.run_round()
    failing.refresh_from_db()
    good.refresh_from_db()
    assert (failing.status, good.status) == ("FAILED", "SUCCESSFUL")
    assert "a task that fails" in failing.traceback


def test_a_task_whose_code_is_gone_fails(worker):
    result = queued(double, 1)
    DBTaskResult.objects.update(task_path="nowhere.at_all")
    assert worker.run_round()
    result.refresh_from_db()
    assert result.status == "FAILED"


def test_a_task_of_a_module_that_moved_runs(worker):
    result = queued(rerender_pages, [])
    DBTaskResult.objects.update(task_path="blog.rerendering.rerender_pages")
    assert worker.run_round()
    result.refresh_from_db()
    assert result.status == "SUCCESSFUL"


def test_a_task_that_was_cut_short_runs_again(worker):
    result = queued(double, 2, status="RUNNING", started_at=timezone.now(), worker_ids=["dead"])
    assert worker.run_round()
    result.refresh_from_db()
    assert (result.status, result.return_value) == ("SUCCESSFUL", 4)
    assert result.worker_ids == ["dead", worker.name]


def test_a_task_that_was_cut_short_too_often_fails(worker):
    result = queued(double, 2, status="RUNNING", worker_ids=["dead"] * MAX_STARTS)
    assert worker.run_round()
    result.refresh_from_db()
    assert result.status == "FAILED"
    assert "Cut short" in result.traceback


def test_tasks_of_another_alias_and_of_later_are_left_alone(worker):
    queued(double, 1, backend_name="other")
    later = queued(double, 1)
    DBTaskResult.objects.filter(pk=later.pk).update(run_after=timezone.now() + timedelta(hours=1))
    assert worker.run_round()
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"READY"}


def test_an_idle_round_is_one_read(worker):
    worker.run_round()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert worker.run_round()
    (query,) = queries
    assert query["sql"].startswith("SELECT")


def test_a_locked_database_is_one_line_and_the_task_runs_later(worker, monkeypatch, caplog):
    result = queued(double, 3)

    def locked():
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(worker, "claim", locked)
        assert not worker.run_round()
    (record,) = caplog.records
    assert record.getMessage() == "Tasks wait for the database: database is locked"
    assert record.exc_info is None

    assert worker.run_round()
    result.refresh_from_db()
    assert result.status == "SUCCESSFUL"


def test_an_unforeseen_error_is_logged_and_lived_through(worker, monkeypatch, caplog):
    def stumble():
        raise LookupError("unforeseen")

    monkeypatch.setattr(worker, "run_ready", stumble)
    assert not worker.run_round()
    assert "unforeseen" in caplog.text


def test_a_result_that_could_not_be_saved_is_run_again(worker, monkeypatch):
    result = queued(double, 4)

    def locked(task_result):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(worker.runner, "run_task", locked)
        assert not worker.run_round()
    assert worker.run_round()
    result.refresh_from_db()
    assert result.status == "SUCCESSFUL"


def test_a_task_that_is_done_waits_for_a_database_that_is_away(worker, monkeypatch):
    result, runs, write = queued(count_runs), [], DBTaskResult.set_successful
    answers = [OperationalError("the connection is closed"), InterfaceError("closed"), None]

    def set_successful(task_result, value):
        if error := answers.pop(0):
            raise error
        write(task_result, value)

    monkeypatch.setattr(outages, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(DBTaskResult, "set_successful", set_successful)
    monkeypatch.setattr(type(count_runs), "call", lambda *args: runs.append(1))
    assert worker.run_round()
    result.refresh_from_db()
    assert result.status == "SUCCESSFUL"
    assert runs == [1]


def test_old_results_are_pruned(worker):
    finished = {"status": "SUCCESSFUL", "queue_name": "any"}
    queued(double, 1, **finished, finished_at=timezone.now() - timedelta(days=15))
    kept = queued(double, 1, **finished, finished_at=timezone.now())
    worker.run_round()
    assert list(DBTaskResult.objects.all()) == [kept]


def test_the_links_of_all_pages_are_collected_daily(worker):
    LinkHealth.objects.create(is_on=True)
    DBTaskResult.objects.all().delete()
    worker.run_round()
    paths = DBTaskResult.objects.values_list("task_path", flat=True)
    assert list(paths) == [collect_from_all.module_path]


def test_it_ends_on_the_stop_signal_and_leaves_the_rest(worker):
    result = queued(double, 1)
    worker.stop.set()
    worker.run()
    result.refresh_from_db()
    assert result.status == "READY"


@task(backend=ALIAS)
def meet_busy_database():
    raise OperationalError("database is locked")


@task(backend=ALIAS)
def meet_lost_connection():
    raise InterfaceError("connection already closed")


def later():
    """Let what was put off be ready now."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())


@pytest.mark.parametrize("busy", [meet_busy_database, meet_lost_connection])
def test_a_task_that_meets_a_busy_database_is_tried_again_with_longer_pauses(worker, caplog, busy):
    result = queued(busy)
    pauses = []
    for _ in BUSY_PAUSES:
        before = timezone.now()
        assert worker.run_round()
        result.refresh_from_db()
        assert (result.status, result.traceback) == ("READY", "")
        pauses.append((result.run_after - before).total_seconds())
        assert worker.run_round()
        later()
    assert pauses == sorted(pauses)
    assert pauses[0] >= BUSY_PAUSES[0]
    assert caplog.text.count("met a busy database; it is tried again") == len(BUSY_PAUSES)
    assert worker.run_round()
    result.refresh_from_db()
    assert result.status == "FAILED"
    assert busy.func.__name__ in result.traceback


def test_a_task_that_was_put_off_succeeds_when_its_time_has_come(worker, monkeypatch):
    result = queued(double, 5)
    with monkeypatch.context() as patch:
        patch.setattr(type(double), "call", lambda *args: meet_busy_database.func())
        assert worker.run_round()
    later()
    assert worker.run_round()
    result.refresh_from_db()
    assert (result.status, result.return_value) == ("SUCCESSFUL", 10)


def test_meeting_a_busy_database_does_not_count_as_being_cut_short(worker):
    result = queued(double, 2, status="RUNNING", worker_ids=[BUSY] * 4 + ["dead"])
    assert worker.run_round()
    result.refresh_from_db()
    assert result.status == "SUCCESSFUL"


def ask_for_changes(post, reviewer):
    """Send a post through a review, as its author and a reviewer do."""
    post.save_revision()
    post.get_workflow().start(post, post.owner)
    post.current_workflow_task_state.reject(user=reviewer, comment="Please add a figure.")


def test_mail_leaves_before_what_waits_already(worker, client, blog, settings):
    """As after an import of many posts: a word of the reviewer and a new password come first."""
    settings.EMAIL_BACKEND = "config.background.mail.QueuedBackend"
    DBTaskResult.objects.all().delete()
    for number in range(100):
        make_renditions.enqueue(number)
        catch_up.enqueue(number)
        for each in (find_neighbours, paint_cards, rerender_pages):
            each.enqueue([number])
    reviewer = UserFactory(group="Editors")
    post = BlogPostPageFactory(parent=blog, live=False, owner=UserFactory(group="Authors"))
    ask_for_changes(post, reviewer)
    client.post(reverse("wagtailadmin_password_reset"), {"email": reviewer.email})
    mails = DBTaskResult.objects.filter(task_path="config.background.mail.send_queued")
    subjects = [each.args_kwargs["args"][0]["subject"] for each in mails]
    assert any("rejected" in each or "changes" in each for each in subjects), subjects
    assert any("assword" in each for each in subjects), subjects

    order = []

    def run_task(task):
        order.append(task.task_path.rpartition(".")[2])
        task.set_successful(None)

    worker.runner.run_task = run_task
    worker.run_ready()
    first, rest = order[: len(subjects)], order[len(subjects) :]
    assert set(first) == {"send_queued"}
    assert "send_queued" not in rest
    assert set(rest[:100]) == {"rerender_pages"}
    assert set(rest[-100:]) == {"catch_up"}
