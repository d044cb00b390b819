"""An import works in slices, and goes on after a stop, a kill or a busy database."""

import pytest
from django.db import OperationalError

from blog.import_desk import tasks
from blog.import_desk.tasks import go_on
from blog.importing import importer
from blog.importing.storing import writing
from blog.models import BlogPostPage
from tests.blog.import_desk.runs import act, page_of, send
from tests.blog.importing.archives.zips import make_zip
from tests.blog.importing.folders import imported
from tests.queue import run_waiting, waiting


def test_files_of_odd_names_are_tried_once_over_many_slices(desk, blog, tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "_stopper", lambda run: iter([False, *[True] * 99]).__next__)
    names = ["a\nb.md", "c\u202ed.md", "e  f.md", f"{'g/' * 245}  x.md", "h.md"]
    archive = make_zip(tmp_path / "odd.zip", dict.fromkeys(names, "# A"))
    run = send(desk, blog, archive)
    slices = 0
    while waiting(go_on).exists() and slices < 9:
        waiting(go_on).first().delete()
        go_on.func(str(run.pk))
        slices += 1
    run.refresh_from_db()
    assert (run.state, slices) == ("tried", 5)
    assert run.trial["outcomes"]["created"] == 5


def test_a_slice_does_some_work_however_long_it_took_to_begin(desk, blog, archive, monkeypatch):
    now = iter(range(0, 10**6, 60))
    monkeypatch.setattr(tasks.time, "monotonic", lambda: float(next(now)))
    run = send(desk, blog, archive)
    go_on.func(str(run.pk))
    run.refresh_from_db()
    assert run.done


def test_an_import_goes_on_slice_by_slice(desk, blog, archive, monkeypatch):
    monkeypatch.setattr(tasks, "SLICE_SECONDS", 0)
    # One source a slice: the time is up once the first has been asked for.
    monkeypatch.setattr(tasks, "_stopper", lambda run: iter([False, *[True] * 99]).__next__)
    run = send(desk, blog, archive)
    run_waiting(go_on)
    act(desk, run, "import")
    go_on.func(str(run.pk))
    run.refresh_from_db()
    assert run.state == "importing"
    run_waiting(go_on)
    run.refresh_from_db()
    assert (run.state, run.report["outcomes"]["created"]) == ("done", 2)
    assert "page:" in str(imported("a.md").body.get_prep_value())
    assert "page:" in str(imported("b.md").body.get_prep_value())


def test_a_cancelled_import_can_be_gone_on_with(desk, blog, archive):
    run = send(desk, blog, archive)
    run_waiting(go_on)
    act(desk, run, "import")
    act(desk, run, "cancel")
    run_waiting(go_on)
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert not BlogPostPage.objects.exists()
    assert "Go on" in page_of(desk, run)
    act(desk, run, "restart")
    run_waiting(go_on)
    run.refresh_from_db()
    assert run.state == "done"
    assert BlogPostPage.objects.count() == 2


def test_cancelling_stops_after_the_file_in_hand(desk, blog, archive, monkeypatch):
    run = send(desk, blog, archive)
    run_waiting(go_on)
    act(desk, run, "import")

    def save_and_cancel(post, **kwargs):
        tasks.cancel(run)
        return save_draft(post, **kwargs)

    save_draft = writing.save_draft
    monkeypatch.setattr(writing, "save_draft", save_and_cancel)
    run_waiting(go_on)
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert not waiting(go_on).exists()
    act(desk, run, "restart")
    monkeypatch.undo()


def test_a_file_that_meets_a_busy_database_is_tried_again(desk, blog, archive, monkeypatch):
    run = send(desk, blog, archive)
    run_waiting(go_on)
    act(desk, run, "import")
    failures = iter([True, False, False, False, False])

    def save_or_fail(post, **kwargs):
        if next(failures):
            raise OperationalError("database is locked")
        return save_draft(post, **kwargs)

    save_draft = writing.save_draft
    monkeypatch.setattr(writing, "save_draft", save_or_fail)
    go_on.func(str(run.pk))
    run.refresh_from_db()
    assert run.state == "importing"
    go_on.func(str(run.pk))
    run.refresh_from_db()
    assert (run.state, run.report["outcomes"]["created"]) == ("done", 2)
    assert run.report["outcomes"]["failed"] == 0


def test_a_run_that_meets_a_busy_database_is_left_to_the_worker(desk, blog, archive, monkeypatch):
    run = send(desk, blog, archive)

    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "import_folder", fail)
        with pytest.raises(OperationalError):
            go_on.func(str(run.pk))
    run.refresh_from_db()
    assert run.state == "trying"
    go_on.func(str(run.pk))
    run.refresh_from_db()
    assert run.state == "tried"


def test_a_kill_in_the_middle_leaves_nothing_wrong(desk, blog, archive, monkeypatch):
    run = send(desk, blog, archive)
    run_waiting(go_on)
    act(desk, run, "import")

    def kill(import_, held):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(importer._Import, "_complete", kill)
        with pytest.raises(KeyboardInterrupt):
            go_on.func(str(run.pk))
    go_on.func(str(run.pk))
    run.refresh_from_db()
    assert run.state == "done"
    assert BlogPostPage.objects.count() == 2
    assert f"page:{imported('b.md').pk}" in str(imported("a.md").body.get_prep_value())


def test_an_error_of_ours_ends_a_run_and_is_told(desk, blog, archive, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("odd")

    monkeypatch.setattr(tasks, "import_folder", fail)
    run = send(desk, blog, archive)
    run_waiting(go_on)
    assert "RuntimeError: odd" in page_of(desk, run)


def test_a_second_click_on_go_on_queues_nothing(desk, blog, archive):
    run = send(desk, blog, archive)
    act(desk, run, "restart")
    act(desk, run, "restart")
    assert waiting(go_on).count() == 1
    run_waiting(go_on)
    act(desk, run, "restart")
    run.refresh_from_db()
    assert (run.state, waiting(go_on).count()) == ("tried", 0)


def test_whoever_lost_the_right_meanwhile_imports_nothing(desk, editor, blog, archive):
    run = send(desk, blog, archive)
    editor.groups.clear()
    run_waiting(go_on)
    run.refresh_from_db()
    assert run.state == "failed"
    assert run.trial is None
