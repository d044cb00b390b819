"""Lists what follows what: FOLLOWING names all receivers of the shell."""

from collections.abc import Callable

from django.db.backends.signals import connection_created
from django.dispatch import Signal
from wagtail.signals import page_published, page_slug_changed, post_page_move

from config.background.search_counts import recorder
from config.freshness.announcing import watch_connection
from config.responses.redirects import drop_rows_at
from search.counting.recording import searched

# The signal and what follows; any sender.
FOLLOWING: list[tuple[Signal, Callable[..., None]]] = [
    # From here on whatever writes is seen: all that keeps pages hears of the change.
    (connection_created, watch_connection),
    # Where a page comes to stand, no redirect may lead away from it.
    (page_published, drop_rows_at),
    (page_slug_changed, drop_rows_at),
    (post_page_move, drop_rows_at),
    (searched, recorder.count),
]

for signal, follow in FOLLOWING:
    signal.connect(follow, dispatch_uid=f"{follow.__module__}.{follow.__name__}")
