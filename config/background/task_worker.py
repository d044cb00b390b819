"""Runs the tasks that were enqueued on the "background" alias, one at a time."""

import logging
import os
import socket
import time
from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet
from django_tasks_db.utils import exclusive_transaction

from blog.bin.purging import purge_overdue
from blog.link_health.collecting import collect_daily
from blog.webhooks.retention import purge_old_messages
from config.background.moved_tasks import current_path
from config.freshness.watcher import settle_all
from config.serving.stop import StopSignal
from home.audit_log.retention import purge_old_entries
from search.counting.counts import forget_old
from search.database.outages import write_through_outage

ALIAS = "background"
# Readers see what a change left stale until the next look; one costs a tenth of a millisecond.
POLL_SECONDS = 0.25
RETRY_SECONDS = 5.0
PRUNE_SECONDS = 24 * 3600.0
# A task that was cut short this often is taken for one that kills the process.
MAX_STARTS = 5
# Seconds until a task that met a busy database is tried again; then it has failed.
BUSY_PAUSES = (2, 10, 60, 300, 900)
# Stands among a task's workers for a start that met a busy database.
BUSY = "busy"

logger = logging.getLogger(__name__)


class TaskWorker:
    """Runs django-tasks-db's worker where tasks are ready, and goes on after errors.

    A plain read looks for tasks first: the library's own look takes a lock each time. There is
    one worker in all, so tasks that it finds running were cut short.
    """

    def __init__(self, stop: StopSignal) -> None:
        self.stop = stop
        self.name = f"{socket.gethostname()[:48]}-{os.getpid()}"
        self.runner = make_runner(self.name)
        self.may_have_leftovers = True
        self.prune_at = 0.0

    def run(self) -> None:
        """Run tasks until the stop signal; the task in hand is finished first."""
        while not self.stop.is_set:
            is_well = self.run_round()
            self.stop.wait(POLL_SECONDS if is_well else RETRY_SECONDS)

    def run_round(self) -> bool:
        """Run all tasks that are ready; say whether the database let us."""
        try:
            self.requeue_leftovers()
            self.prune()
            self.run_ready()
        except (OperationalError, InterfaceError) as error:
            logger.warning("Tasks wait for the database: %s", str(error).partition("\n")[0])
        except Exception:
            logger.exception("The task worker stumbled; it goes on.")
        else:
            return True
        self.may_have_leftovers = True
        close_old_connections()
        return False

    def requeue_leftovers(self) -> None:
        if self.may_have_leftovers:
            requeue_interrupted()
            self.may_have_leftovers = False

    def prune(self) -> None:
        """Delete, once a day, old counts of searches, old entries of the log, what is overdue in
        the bin, old messages of webhooks, and results of two weeks ago; have the links of all
        pages collected."""
        if time.monotonic() >= self.prune_at:
            forget_old()
            purge_old_entries()
            purge_overdue()
            purge_old_messages()
            collect_daily()
            call_command(
                "prune_db_task_results", f"--backend={ALIAS}", "--queue-name=*", verbosity=0
            )
            self.prune_at = time.monotonic() + PRUNE_SECONDS

    def run_ready(self) -> None:
        while not self.stop.is_set and ready_tasks().exists():
            task = self.claim()
            if task is None:
                return
            put_off_when_busy(task)
            keep_success(task, is_stopped=lambda: self.stop.is_set)
            self.runner.run_task(task)
            settle_all()
            close_old_connections()

    def claim(self) -> DBTaskResult | None:
        """Mark the next task as running, so that it is known if it is cut short."""
        with exclusive_transaction():
            task = ready_tasks().get_locked()
            if task is not None:
                task.claim(self.name)
                task.task_path = current_path(task.task_path)
        return task


def ready_tasks() -> DBTaskResultQuerySet:
    return DBTaskResult.objects.ready().filter(backend_name=ALIAS)


def requeue_interrupted() -> None:
    """Queue the tasks again that a dead process left running, so tasks must bear a second run.

    Their list of workers stays: it says how often a task was started.
    """
    for task in DBTaskResult.objects.running().filter(backend_name=ALIAS):
        starts = len([name for name in task.worker_ids if name != BUSY])
        if starts >= MAX_STARTS:
            task.set_failed(RuntimeError(f"Cut short {starts} times."))
            logger.error("Task %s (%s) was cut short too often.", task.id, task.task_path)
            continue
        task.status, task.started_at = "READY", None
        task.save(update_fields=["status", "started_at"])
        logger.warning("Task %s (%s) was cut short and runs again.", task.id, task.task_path)


def put_off_when_busy(task: DBTaskResult) -> None:
    """Have a task that meets a busy database tried later; the library would call it failed."""
    fail = task.set_failed

    def put_off_or_fail(error: BaseException) -> None:
        if not isinstance(error, OperationalError | InterfaceError) or not put_off(task):
            fail(error)

    task.set_failed = put_off_or_fail


def keep_success(task: DBTaskResult, *, is_stopped: Callable[[], bool]) -> None:
    """Have a task that is done wait for a database that is away: else it would run again."""
    succeed = task.set_successful

    def succeed_through_outage(value: object) -> None:
        write_through_outage(lambda: succeed(value), is_stopped=is_stopped)

    task.set_successful = succeed_through_outage


def put_off(task: DBTaskResult) -> bool:
    """Queue a task again for a while later; False where that was done often enough."""
    tries = task.worker_ids.count(BUSY)
    if tries >= len(BUSY_PAUSES):
        return False
    task.status, task.started_at = "READY", None
    task.run_after = timezone.now() + timedelta(seconds=BUSY_PAUSES[tries])
    task.worker_ids = [*task.worker_ids[:-1], BUSY]
    task.save(update_fields=["status", "started_at", "run_after", "worker_ids"])
    logger.warning("Task %s (%s) met a busy database; it is tried again.", task.id, task.task_path)
    return True


def make_runner(worker_id: str) -> Worker:
    """Return the library's worker, of which only `run_task` is used."""
    return Worker(
        queue_names=["*"],
        interval=POLL_SECONDS,
        batch=True,
        backend_name=ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
