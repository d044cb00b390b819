"""Runs what `serve` runs beside the web server: the scheduler and the tasks."""

import logging
import threading

from django.core.management import BaseCommand
from django.db import Error as DatabaseError

from config.background.nightly_backup import NightlyBackup
from config.background.scheduler import LOOK_SECONDS, run_every_minute
from config.background.task_worker import TaskWorker
from config.background.webhooks import WebhookSender
from config.freshness.announcing import begin_process
from config.serving.lock import SessionLock
from config.serving.stop import StopSignal

# Below the supervisor's own limit, so that the process ends by itself.
GRACE_SECONDS = 15.0

logger = logging.getLogger(__name__)

RETRY_SECONDS = 5.0
# Until the one before, if it lives and lost only its session, has noticed: it looks each second.
HANDOVER_SECONDS = 3 * LOOK_SECONDS
STANDING_BY = "Another background process works on this database; this one stands by."
WORKING = "The schedule and background tasks run here from now on."


def wait_for(lock: SessionLock, stop: StopSignal) -> bool:
    """Wait until no other process works on this database; False when stopped meanwhile.

    Why it waits is said once, and anew when that changes; then that it waits no more.
    """
    said = ""
    while not stop.is_set:
        try:
            if lock.take():
                if said and stop.wait(HANDOVER_SECONDS):
                    return False
                if said:
                    logger.warning(WORKING)
                return True
            reason = STANDING_BY
        except DatabaseError as error:
            lock.release()
            reason = "Waiting for the database: " + str(error).partition("\n")[0]
        if reason != said:
            logger.warning(reason)
            said = reason
        stop.wait(RETRY_SECONDS)
    return False


class Command(BaseCommand):
    help = "Publish what is scheduled and run background tasks; `serve` starts this by itself."
    requires_system_checks = []

    def handle(self, **options: object) -> None:
        stop = StopSignal()
        stop.listen()
        lock = SessionLock()
        if not wait_for(lock, stop):
            return
        begin_process()
        # A thread of its own, so that a slow task never delays the scheduler; a daemon,
        # so that it can't hold up the end.
        tasks = threading.Thread(target=TaskWorker(stop).run, name="tasks", daemon=True)
        tasks.start()
        # Likewise: a backup of many files takes its time.
        threading.Thread(target=NightlyBackup(stop).run, name="backup", daemon=True).start()
        # And other people's programs take theirs.
        threading.Thread(target=WebhookSender(stop).run, name="webhooks", daemon=True).start()
        run_every_minute(stop, lock)
        tasks.join(GRACE_SECONDS)
        if tasks.is_alive():
            logger.warning("A task was cut short by the stop; it runs again at the next start.")
