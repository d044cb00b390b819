"""Hands pages, tasks and locks from one person to another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry, WorkflowState

from home.audit_log.actions import OWNER_CHANGED

# Pages that one statement names; databases bound how many values it may hold.
BATCH = 500


@dataclass(frozen=True)
class Belongings:
    """How much of the site waits for one person."""

    posts: int
    drafts: int
    tasks: int
    locks: int

    @property
    def is_empty(self) -> bool:
        return not (self.posts or self.drafts or self.tasks or self.locks)


def belongings(user: AbstractBaseUser) -> Belongings:
    """Count what a person owns, sent in for review, and keeps locked."""
    owned = Page.objects.filter(owner=user)
    return Belongings(
        posts=owned.filter(live=True).count(),
        drafts=owned.filter(live=False).count(),
        tasks=_tasks(user).count(),
        locks=_locks(user).count(),
    )


def find_successor(name: str) -> AbstractBaseUser:
    """Return the active user of a user name or an e-mail address who may enter the admin.

    Raises ValidationError.
    """
    users = get_user_model().objects.filter(is_active=True)
    named = users.filter(Q(username=name) | Q(email__iexact=name))[:2]
    if len(named) == 1 and named[0].has_perm("wagtailadmin.access_admin"):
        return named[0]
    raise ValidationError(_("Nobody who may enter the admin has this name or address."))


@transaction.atomic
def hand_over(old: AbstractBaseUser, new: AbstractBaseUser) -> Belongings:
    """Make `new` the owner of what waits for `old`; return how much that was.

    Bylines stay: who wrote a post doesn't change by it. Locks are opened, since a lock of
    somebody else's would keep the successor out.
    """
    found = belongings(old)
    change_owner(Page.objects.filter(owner=old), new)
    _tasks(old).update(requested_by=new)
    _locks(old).update(locked=False, locked_by=None, locked_at=None)
    return found


def change_owner(pages: QuerySet[Page], new: AbstractBaseUser) -> int:
    """Give pages a new owner, each with an entry of the log; return how many changed."""
    rows = pages.exclude(owner=new).select_related("owner")
    rows = rows.only("pk", "draft_title", "content_type_id", "owner").order_by("pk")
    changed = list(rows)
    for start in range(0, len(changed), BATCH):
        batch = changed[start : start + BATCH]
        Page.objects.filter(pk__in=[page.pk for page in batch]).update(owner=new)
        PageLogEntry.objects.bulk_create(_entries(batch, new))
    return len(changed)


def _entries(pages: Sequence[Page], new: AbstractBaseUser) -> Iterable[PageLogEntry]:
    context, now = get_active_log_context(), timezone.now()
    for page in pages:
        yield PageLogEntry(
            page_id=page.pk,
            content_type_id=page.content_type_id,
            label=page.draft_title,
            action=OWNER_CHANGED,
            data={"old": str(page.owner or _("nobody")), "new": str(new)},
            timestamp=now,
            user=context.user,
            uuid=context.uuid,
        )


def _tasks(user: AbstractBaseUser) -> QuerySet[WorkflowState]:
    """Return the reviews under way that a person asked for and is told the end of."""
    is_open = Q(status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES])
    return WorkflowState.objects.filter(is_open, requested_by=user)


def _locks(user: AbstractBaseUser) -> QuerySet[Page]:
    return Page.objects.filter(locked_by=user)
