"""Runs the tasks that were enqueued on the "background" alias, one at a time."""

import logging
import os
import socket
import time

from django.core.management import call_command
from django.db import InterfaceError, OperationalError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet
from django_tasks_db.utils import exclusive_transaction

from config.freshness.watcher import settle_all
from config.serving.stop import StopSignal
from search.counts import forget_old

ALIAS = "background"
POLL_SECONDS = 1.0
RETRY_SECONDS = 5.0
PRUNE_SECONDS = 24 * 3600.0
# A task that was cut short this often is taken for one that kills the process.
MAX_STARTS = 5

logger = logging.getLogger(__name__)


class TaskWorker:
    """django-tasks-db's worker behind a plain read, which takes no lock, and a thicker skin.

    It assumes to be the only one: tasks that it finds running were cut short.
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
        """Once a day, delete old counts of searches and results of two weeks ago."""
        if time.monotonic() >= self.prune_at:
            forget_old()
            call_command(
                "prune_db_task_results", f"--backend={ALIAS}", "--queue-name=*", verbosity=0
            )
            self.prune_at = time.monotonic() + PRUNE_SECONDS

    def run_ready(self) -> None:
        while not self.stop.is_set and ready_tasks().exists():
            task = self.claim()
            if task is None:
                return
            self.runner.run_task(task)
            settle_all()
            close_old_connections()

    def claim(self) -> DBTaskResult | None:
        """Mark the next task as running, so that it is known if it is cut short."""
        with exclusive_transaction():
            task = ready_tasks().get_locked()
            if task is not None:
                task.claim(self.name)
        return task


def ready_tasks() -> DBTaskResultQuerySet:
    return DBTaskResult.objects.ready().filter(backend_name=ALIAS)


def requeue_interrupted() -> None:
    """Queue the tasks again that a dead process left running, so tasks must bear a second run.

    Their list of workers stays: its length says how often a task was started.
    """
    for task in DBTaskResult.objects.running().filter(backend_name=ALIAS):
        if len(task.worker_ids) >= MAX_STARTS:
            task.set_failed(RuntimeError(f"Cut short {len(task.worker_ids)} times."))
            logger.error("Task %s (%s) was cut short too often.", task.id, task.task_path)
            continue
        task.status, task.started_at = "READY", None
        task.save(update_fields=["status", "started_at"])
        logger.warning("Task %s (%s) was cut short and runs again.", task.id, task.task_path)


def make_runner(worker_id: str) -> Worker:
    """The library's worker, of which only `run_task` is used."""
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
