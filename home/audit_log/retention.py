"""Keeps the log's entries for a set time, and from deletion until then."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Model, ProtectedError, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import BaseLogEntry, ModelLogEntry, PageLogEntry

from blog.checks.secrets_gate import ALLOWED

LOG_MODELS: tuple[type[BaseLogEntry], ...] = (ModelLogEntry, PageLogEntry)
# Entries that one statement deletes: other writers wait for no more than that.
BATCH = 1000


def refuse_deletion(instance: Model, **kwargs: object) -> None:
    """Raise ProtectedError; a `pre_delete` receiver of the log's models."""
    raise ProtectedError(_("Entries of the log are kept."), {instance})


def purge_old_entries() -> int:
    """Delete what is older than `AUDIT_LOG_DAYS`; return how many entries that were.

    0 days keeps all. Revisions are reached by their entries, and a secret that was allowed is by
    its own, so those stay.
    """
    if not settings.AUDIT_LOG_DAYS:
        return 0
    before = timezone.now() - timedelta(days=settings.AUDIT_LOG_DAYS)
    old = {"timestamp__lt": before, "revision__isnull": True}
    return sum(_purge(model.objects.filter(**old).exclude(action=ALLOWED)) for model in LOG_MODELS)


def _purge(entries: QuerySet) -> int:
    """Delete entries a batch at a time, by one statement each, past `refuse_deletion`."""
    deleted = 0
    while keys := list(entries.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        batch = entries.model.objects.filter(pk__in=keys)
        batch._raw_delete(batch.db)
        deleted += len(keys)
    return deleted
