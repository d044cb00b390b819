"""Sends webhooks their messages beside the tasks, so that no slow receiver holds a mail up."""

import logging
import threading

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from blog.models import Webhook
from blog.webhooks.sending import send_waiting
from config.serving.stop import StopSignal

POLL_SECONDS = 1.0
RETRY_SECONDS = 5.0
# Receivers that are asked at the same time: a slow one holds up no other, unless all are slow.
MOST_AT_ONCE = 4

logger = logging.getLogger(__name__)


class WebhookSender:
    """Looks each second who waits for a message, and sends each in a thread of its own.

    There is one in all. Its threads are daemons: what a stop cuts short is sent again.
    """

    def __init__(self, stop: StopSignal) -> None:
        self.stop = stop
        # The keys of webhooks that a thread is sending to; each takes its messages in order.
        self.busy: set[int] = set()

    def run(self) -> None:
        """Send until the stop signal."""
        while not self.stop.is_set:
            self.stop.wait(POLL_SECONDS if self.run_round() else RETRY_SECONDS)

    def run_round(self) -> bool:
        """Begin with those who wait longest; say whether the database let us look."""
        close_old_connections()
        try:
            for pk in self.due():
                self.busy.add(pk)
                threading.Thread(target=self.send_to, args=(pk,), daemon=True).start()
        except (OperationalError, InterfaceError) as error:
            logger.warning("Webhooks wait for the database: %s", str(error).partition("\n")[0])
            return False
        except Exception:
            logger.exception("The sender of webhooks stumbled; it goes on.")
            return False
        return True

    def due(self) -> list[int]:
        room = MOST_AT_ONCE - len(self.busy)
        rows = Webhook.objects.due().exclude(pk__in=list(self.busy))
        return list(rows.values_list("pk", flat=True)[:room]) if room > 0 else []

    def send_to(self, pk: int) -> None:
        """Send one webhook what waits for it; a failure is logged, and tried again."""
        try:
            send_waiting(pk, is_stopped=lambda: self.stop.is_set)
        except (OperationalError, InterfaceError) as error:
            logger.warning("A webhook waits for the database: %s", str(error).partition("\n")[0])
        except Exception:
            logger.exception("Webhook %s can't be sent to; it is tried again.", pk)
        finally:
            connections.close_all()
            self.busy.discard(pk)
