"""Takes off a page what would go on without it in the bin, and puts it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from wagtail.models import (
    PageQuerySet,
    Revision,
    WorkflowState,
    get_default_page_content_type,
)

from blog.models import ImportedFile


def take_off(tree: PageQuerySet, user: AbstractBaseUser | None) -> dict[str, Any]:
    """Stop what would publish or import some pages; return what `put_back` needs, as JSON.

    A review ends, and is asked for anew by whoever brings its page back.
    """
    keys = [str(pk) for pk in tree.values_list("pk", flat=True)]
    for state in WorkflowState.objects.filter(
        base_content_type=get_default_page_content_type(),
        object_id__in=keys,
        status=WorkflowState.STATUS_IN_PROGRESS,
    ):
        state.cancel(user=user)
    scheduled = Revision.page_revisions.filter(
        object_id__in=keys, approved_go_live_at__isnull=False
    )
    schedules = {
        pk: at.isoformat() for pk, at in scheduled.values_list("pk", "approved_go_live_at")
    }
    scheduled.update(approved_go_live_at=None)
    # Without a post, the importer and `sync` take a file for one whose post was deleted.
    files = ImportedFile.objects.filter(post__in=tree)
    posts = dict(files.values_list("pk", "post"))
    files.update(post=None)
    return {"schedules": schedules, "files": posts}


def put_back(kept: Mapping[str, Any]) -> int:
    """Undo what `take_off` did; return how many schedules are over, whose pages stay drafts."""
    over = 0
    for pk, at in kept.get("schedules", {}).items():
        moment = datetime.fromisoformat(at)
        over += moment <= timezone.now()
        if moment > timezone.now():
            Revision.objects.filter(pk=pk).update(approved_go_live_at=moment)
    for pk, post in kept.get("files", {}).items():
        ImportedFile.objects.filter(pk=pk, post=None).update(post=post)
    return over
