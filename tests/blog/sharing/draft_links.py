"""Links to drafts."""

from datetime import timedelta

from django.utils import timezone

from blog.models import DraftLink


def make_link(page, **kwargs) -> DraftLink:
    return DraftLink.objects.create(
        page=page, **{"expires_at": timezone.now() + timedelta(days=1), **kwargs}
    )
