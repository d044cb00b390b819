"""When the next public thing expires: until then, and no longer, may a cache keep an answer."""

from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from config.serving.scheduler import models_with_drafts


def next_expiry(*, after: datetime | None = None) -> datetime | None:
    """Return the first `expire_at` of all that is live after a moment, or after now; else None.

    The moment is that at which making an answer began: what expires while it is made is in it.
    One query for each model with drafts. Nothing else tells caches: what expires leaves the
    site at its moment, before the scheduler writes anything.
    """
    after = after or timezone.now()
    moments = [
        model._default_manager.filter(live=True, expire_at__gt=after).aggregate(
            earliest=Min("expire_at")
        )["earliest"]
        for model in models_with_drafts()
    ]
    return min((moment for moment in moments if moment is not None), default=None)
