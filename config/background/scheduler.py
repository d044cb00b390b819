"""Publishes and unpublishes at the set time, each object in a transaction of its own.

In place of Wagtail's publish_scheduled, which ends at the first object that fails.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, close_old_connections, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.models import Revision

from blog.desk.failed_publishing import keep_failure, untried
from blog.link_health.asking import enqueue_asking
from blog.models import BodyPage
from config.freshness.watcher import settle_all
from config.front_cache.expiry import models_with_drafts
from config.monitoring.heartbeat import beat
from config.serving.lock import SessionLock
from config.serving.stop import StopSignal

# Between two looks whether this is still the one background process.
LOOK_SECONDS = 1.0

logger = logging.getLogger(__name__)


def run_every_minute(stop: StopSignal, lock: SessionLock) -> None:
    """Run at once, which catches up after downtime, and then as each minute begins.

    Ends when another process took the lock; the supervisor's next one waits for it.
    """
    while not stop.is_set:
        run_schedule()
        wait_for_minute(stop, lock)


def wait_for_minute(stop: StopSignal, lock: SessionLock) -> None:
    """Wait until a minute begins; set the stop signal when another process took the lock.

    Looks each second, as its threads go on sending meanwhile. After an outage of the database the
    lock is anyone's, and this process is mostly the first to take it again.
    """
    minute = time.time() // 60
    while not stop.is_set and time.time() // 60 == minute:
        stop.wait(min(LOOK_SECONDS, 60 - time.time() % 60))
        if lock.is_lost():
            logger.error("Another background process works on this database; this one ends.")
            stop.set()


def run_schedule() -> None:
    """Unpublish what has expired and publish what is due; failures are logged, not raised."""
    close_old_connections()
    try:
        unpublish_expired()
        publish_due()
        beat()
        with in_own_transaction("Having links asked"):
            enqueue_asking()
    except Exception:
        logger.exception("Scheduled publishing failed; it is tried again in a minute.")
    finally:
        settle_all()
        close_old_connections()


def unpublish_expired() -> None:
    """Unpublish each page and draft-state object whose expiry has passed."""
    for model in models_with_drafts():
        for pk in list(expired(model).order_by("expire_at").values_list("pk", flat=True)):
            with in_own_transaction(f"Unpublishing {model._meta.label} {pk}"):
                # Read again: an editor may have moved the date meanwhile.
                found = expired(model).filter(pk=pk).first()
                if found is not None:
                    found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def publish_due() -> None:
    """Publish each approved revision whose time has come, the earliest first."""
    in_order = due_revisions().order_by("approved_go_live_at", "pk")
    for pk in list(in_order.values_list("pk", flat=True)):
        render_ahead(pk)
        try:
            publish(pk)
        except (OperationalError, InterfaceError):
            logger.exception("Publishing revision %s failed; it is tried again in a minute.", pk)
        except Exception as error:
            logger.exception("Publishing revision %s failed; it waits for a change.", pk)
            with in_own_transaction(f"Telling of revision {pk}"):
                keep_failure(Revision.objects.get(pk=pk), error)


@transaction.atomic
def publish(pk: int) -> None:
    """Publish a revision that is due; raises whatever publishing it does."""
    # Read again: publishing another revision of the page cancels this one.
    revision = due_revisions().filter(pk=pk).first()
    if revision is not None:
        revision.publish(log_action="wagtail.publish.scheduled")


def render_ahead(revision_pk: int) -> None:
    """Render the body that is to be published, so that the transaction need not."""
    revision = due_revisions().filter(pk=revision_pk).first()
    try:
        content = revision and revision.as_object()
        if isinstance(content, BodyPage):
            content.document_of_body()
    except Exception:
        # Publishing meets it again and says so.
        logger.debug("Revision %s could not be rendered ahead.", revision_pk, exc_info=True)


def expired(model: type[Model]) -> QuerySet:
    return model._default_manager.filter(live=True, expire_at__lt=timezone.now())


def due_revisions() -> QuerySet[Revision]:
    """Return what is to be published now, but for what failed and wasn't changed since."""
    return untried(Revision.objects.filter(approved_go_live_at__lt=timezone.now()))


@contextmanager
def in_own_transaction(what: str) -> Iterator[None]:
    """Run what is inside in one transaction; a failure is logged and not raised."""
    try:
        with transaction.atomic():
            yield
    except Exception:
        logger.exception("%s failed; it is tried again in a minute.", what)
