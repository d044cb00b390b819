"""Makes the night's backup beside the scheduler and the tasks, and mails a failure."""

import logging
import time
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import DatabaseError, close_old_connections
from django.utils.translation import gettext as _
from django.utils.translation import override

from config.backup.nightly import back_up, is_due, last_time
from config.serving.stop import StopSignal
from home.roles.rights import managers

LOOK_SECONDS = 60.0
# After a failure: a full disk is not empty a minute later.
RETRY_SECONDS = 3600.0

logger = logging.getLogger(__name__)


class NightlyBackup:
    """Looks each minute whether a backup is due; does nothing where BACKUP_DIR is not set."""

    def __init__(self, stop: StopSignal) -> None:
        self.stop = stop
        self.try_at = 0.0
        # The night of which a failure was told: each is mailed once.
        self.told_of: datetime | None = None

    def run(self) -> None:
        """Run until the stop signal."""
        while settings.BACKUP_DIR is not None and not self.stop.is_set:
            self.run_round()
            self.stop.wait(LOOK_SECONDS)

    def run_round(self) -> None:
        """Make a backup if one is due; a failure is logged and mailed, not raised."""
        folder = settings.BACKUP_DIR
        if folder is None or time.monotonic() < self.try_at:
            return
        try:
            if is_due(folder):
                logger.info("Backed up: %s", back_up(folder))
        except Exception as error:
            # A store's own errors among them: this thread is to try again, whatever it was.
            self.try_at = time.monotonic() + RETRY_SECONDS
            logger.exception("The backup failed; it is tried again in an hour.")
            self.tell(str(error).partition("\n")[0])
        finally:
            close_old_connections()

    def tell(self, reason: str) -> None:
        """Mail whoever manages people, once a night; without the database nobody is known."""
        if self.told_of == last_time():
            return
        try:
            tell_managers(reason)
        except (DatabaseError, OSError):
            logger.exception("Nobody could be told of the failed backup.")
        else:
            self.told_of = last_time()


def tell_managers(reason: str) -> None:
    """Send a mail for each address, so that none shows the others."""
    addresses = managers().exclude(email="").values_list("email", flat=True).distinct()
    with override(settings.LANGUAGE_CODE):
        subject = _("The backup of %(site)s failed") % {"site": settings.SITE_URL}
        text = _("%(reason)s\n\nIt is tried again every hour; the log says more.")
        for address in addresses.order_by("email"):
            send_mail(subject, text % {"reason": reason}, None, [address])
