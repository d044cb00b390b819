"""Finds when the next public thing expires, which no cache may keep longer."""

from datetime import datetime

from django.apps import apps
from django.db.models import Min, Model
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page


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


def models_with_drafts() -> list[type[Model]]:
    """Return Page, which stands for all page types, and every other model with drafts."""
    others = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [Page, *others]
