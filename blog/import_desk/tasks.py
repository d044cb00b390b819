"""Reads and imports what was dropped in the admin, a few seconds at a time."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import cache

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from blog.import_desk.permissions import (
    may_add_documents,
    may_add_images,
    may_import,
    may_publish,
)
from blog.import_desk.uploads import forget_files, has_files, prepared
from blog.importing.entry import UnreadableError
from blog.importing.markdown.reader import import_folder
from blog.importing.reporting.report import Report
from blog.importing.reporting.report_json import report_from_json, report_to_json
from blog.models import ImportRun
from search.database.task_priorities import IMPORT

State = ImportRun.State

# Other tasks get their turn in between, mail first.
SLICE_SECONDS = 8.0
PROGRESS_SECONDS = 1.0
BUSY_PAUSE = timedelta(seconds=5)
# A worker that is at work is heard of every second; one that is busy with others, soon.
SILENCE = timedelta(minutes=5)

AFTER = {State.TRYING: State.TRIED, State.IMPORTING: State.DONE}

logger = logging.getLogger(__name__)


def start(run: ImportRun, state: State, *, is_anew: bool = False) -> bool:
    """Have a run tried or imported in the background; False where another request was first.

    Goes on where an earlier try of the same was cut off, or begins `is_anew` with a dry run.
    """
    fields = {"trial": None, "report": None} if is_anew else {}
    fields |= {"is_publishing": run.is_publishing, "error": "", "changed_at": timezone.now()}
    with transaction.atomic():
        rows = ImportRun.objects.filter(pk=run.pk).exclude(state__in=ImportRun.ACTIVE)
        if not rows.update(state=state, done=0, total=0, **fields):
            return False
        go_on.enqueue(str(run.pk))
    return True


def restart(run: ImportRun) -> None:
    """Go on with a run that was cancelled, failed, or of which nothing was heard for long.

    Any other is left as it is: a second click must not queue it twice.
    """
    with transaction.atomic():
        heard = Q(state__in=ImportRun.ACTIVE, changed_at__gt=timezone.now() - SILENCE)
        rows = ImportRun.objects.filter(pk=run.pk).exclude(heard)
        rows = rows.filter(state__in=(*ImportRun.ACTIVE, State.CANCELLED, State.FAILED))
        is_tried = run.trial is not None and run.trial["is_complete"]
        state = State.IMPORTING if is_tried else State.TRYING
        if rows.update(state=state, error="", changed_at=timezone.now()):
            go_on.enqueue(str(run.pk))


def cancel(run: ImportRun) -> None:
    """Have a run stop after the file in hand; its files stay, to go on with."""
    ImportRun.objects.filter(pk=run.pk, state__in=ImportRun.ACTIVE).update(
        state=State.CANCELLED, changed_at=timezone.now()
    )


@task(backend="background", priority=IMPORT)
def go_on(run_id: str) -> None:
    """Work at a run for a few seconds, and enqueue itself for the rest.

    A second try, as after a kill, goes on from what the last one saved: posts that came in since
    are found unchanged.
    """
    run = ImportRun.objects.select_related("index", "user").filter(pk=run_id).first()
    if run is None or not run.is_active:
        return
    try:
        report = _work(run)
    except UnreadableError as error:
        _fail(run, str(error))
    except (OperationalError, InterfaceError):
        raise  # the worker tries again later
    except Exception as error:
        logger.exception("Import %s failed", run_id)
        _fail(run, f"{type(error).__name__}: {error}")
    else:
        _save(run, report)


def _work(run: ImportRun) -> Report:
    if not may_import(run.user, run.index):
        raise UnreadableError("Whoever began this may not add posts to the blog any more.")
    if not has_files(run):
        raise UnreadableError("The files are gone: send them once more.")
    folder, remarks = prepared(run)
    is_dry = run.state == State.TRYING
    kept = run.trial if is_dry else run.report
    report = report_from_json(kept) if kept else None
    report = import_folder(
        folder,
        index=run.index,
        source=run.name,
        was=run.old_site,
        fetch_images=run.is_fetching,
        may_add_images=may_add_images(run.user),
        may_add_documents=may_add_documents(run.user),
        # A dry run tells what would stay a draft even then.
        publish=(is_dry or run.is_publishing) and may_publish(run.user, run.index),
        user=run.user,
        progress=_progress_saver(run),
        is_dry=is_dry,
        report=report,
        is_stopped=_stopper(run),
    )
    for remark in remarks if not kept else ():
        report.remark([remark])
    return report


def _stopper(run: ImportRun) -> Callable[[], bool]:
    """Return a function that tells when this slice is over: its time is up, or it is cancelled.

    The time counts from the first question, and is as long as it took to get there at least: a
    slice that reads ten thousand files' names and sums has to do more than that.
    """
    begun = time.monotonic()
    rows = ImportRun.objects.filter(pk=run.pk, state=run.state)

    @cache
    def end() -> float:
        return time.monotonic() + max(SLICE_SECONDS, time.monotonic() - begun)

    return lambda: time.monotonic() > end() or not rows.exists()


def _progress_saver(run: ImportRun) -> Callable[[int, int], None]:
    due = 0.0

    def save_progress(done: int, total: int) -> None:
        nonlocal due
        if time.monotonic() < due:
            return
        due = time.monotonic() + PROGRESS_SECONDS
        # Only shown, and the next one is a second away.
        with suppress(OperationalError):
            rows = ImportRun.objects.filter(pk=run.pk)
            rows.update(done=done, total=total, changed_at=timezone.now())

    return save_progress


def _save(run: ImportRun, report: Report) -> None:
    """Keep the report of a slice, and go on or come to an end with it."""
    name = "trial" if run.state == State.TRYING else "report"
    fields = {name: report_to_json(report), "done": len(report.done), "changed_at": timezone.now()}
    with transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(**fields)
        # A run that was cancelled meanwhile stays so.
        rows = ImportRun.objects.filter(pk=run.pk, state=run.state)
        if not report.is_complete and rows.exists():
            is_busy = any(path not in report.done for path in report.busy)
            pause = BUSY_PAUSE if is_busy else timedelta()
            go_on.using(run_after=timezone.now() + pause).enqueue(str(run.pk))
        elif report.is_complete:
            rows.update(state=AFTER[State(run.state)], total=len(report.done))
    if report.is_complete and run.state == State.IMPORTING:
        forget_files(run)


def _fail(run: ImportRun, why: str) -> None:
    rows = ImportRun.objects.filter(pk=run.pk, state=run.state)
    rows.update(state=State.FAILED, error=why, changed_at=timezone.now())
