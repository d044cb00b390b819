"""Finds when the next public thing expires or is out of date, which no cache may keep longer."""

from bisect import bisect_right
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import Min, Model
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page

from blog.archive.staleness import stale_moments
from blog.models import BlogIndexPage, BlogPostPage
from search.public.once_per_change import once_per_change


def next_expiry(*, after: datetime | None = None) -> datetime | None:
    """Return the first moment after one, or after now, that changes what is shown; else None.

    That is the `expire_at` of what is live, or when a post was checked too long ago.

    The moment is that at which making an answer began: what expires while it is made is in it.
    One query for each model with drafts, and those of `_coming_stale`. Nothing else tells caches:
    what expires leaves the site at its moment, before the scheduler writes anything.
    """
    after = after or timezone.now()
    moments = [
        model._default_manager.filter(live=True, expire_at__gt=after).aggregate(
            earliest=Min("expire_at")
        )["earliest"]
        for model in models_with_drafts()
    ]
    stale = _coming_stale()
    moments += stale[bisect_right(stale, after) :][:1]
    return min((moment for moment in moments if moment is not None), default=None)


@once_per_change
def _coming_stale() -> list[datetime]:
    """Return when posts will have been checked too long ago."""
    # An answer may have been begun before this is asked, at midnight.
    after = timezone.now() - timedelta(days=1)
    return stale_moments(BlogPostPage.objects.all(), BlogIndexPage.objects.all(), after=after)


def models_with_drafts() -> list[type[Model]]:
    """Return Page, which stands for all page types, and every other model with drafts."""
    others = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [Page, *others]
