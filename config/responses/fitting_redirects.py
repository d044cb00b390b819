"""Makes no redirect from an address too long for its column, as it fails a rename on PostgreSQL.

A slug may be as long as the column that holds the whole old address. Undo when
`tests/upstream/test_redirects.py` fails.
"""

import logging

from wagtail.contrib.redirects import signal_handlers
from wagtail.contrib.redirects.models import Redirect

LONGEST = Redirect._meta.get_field("old_path").max_length

logger = logging.getLogger(__name__)


class FittingRedirects(signal_handlers.BatchRedirectCreator):
    """Wagtail's batch without the addresses that no row can hold."""

    def add(self, *, instance: Redirect | None = None, **kwargs: object) -> None:
        """Add a redirect; of an address that is too long, the log says that it has none."""
        path = instance.old_path if instance else str(kwargs["old_path"])
        if len(path) > LONGEST:
            logger.warning("An old address has no redirect, being over 255 characters: %s", path)
            return
        super().add(instance=instance, **kwargs)


def leave_out_long_addresses() -> None:
    """Have Wagtail's receivers use our batch."""
    signal_handlers.BatchRedirectCreator = FittingRedirects
