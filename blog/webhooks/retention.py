"""Forgets messages that were sent, or given up, long ago."""

from datetime import timedelta

from django.utils import timezone

from blog.models import WebhookMessage

KEPT = timedelta(days=30)
# The newest, of all webhooks.
MOST_KEPT = 10_000
# That one statement deletes: other writers wait for no more than that.
BATCH = 1000


def purge_old_messages() -> None:
    """Delete what is older than a month or beyond the newest thousands; once a day.

    What waits for a month, for a webhook that is off, goes too.
    """
    rows = WebhookMessage.objects.all()
    oldest = rows.order_by("-pk").values_list("pk", flat=True)[MOST_KEPT : MOST_KEPT + 1]
    beyond = rows.exclude(pk__in=rows.waiting().values("pk")).filter(pk__lte=max(oldest, default=0))
    for old in (rows.filter(happened_at__lt=timezone.now() - KEPT), beyond):
        while keys := list(old.order_by("pk").values_list("pk", flat=True)[:BATCH]):
            rows.filter(pk__in=keys).delete()
