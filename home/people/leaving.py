"""Shuts the door behind a person who leaves, and opens it again."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import APIToken

from blog.models import DraftLink
from home.audit_log.actions import DEACTIVATED, REACTIVATED
from home.audit_log.record import record
from home.models import Invitation
from home.people.ownership import hand_over
from home.roles.rights import is_last_manager
from home.sessions.ending import end_sessions


@transaction.atomic
def deactivate(
    user: AbstractBaseUser, *, successor: AbstractBaseUser | None, by: AbstractBaseUser
) -> None:
    """End what a person has of the site at once; a successor takes over what waits for them.

    Raises ValidationError for the last who manages people, and for oneself.
    """
    if user == by:
        raise ValidationError(_("Nobody deactivates themselves."))
    if is_last_manager([user]):
        raise ValidationError(_("Nobody else could manage people any more."))
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_access(user, by=by)
    found = hand_over(user, successor) if successor else None
    record(
        DEACTIVATED,
        user,
        by=by,
        successor=str(successor or _("nobody")),
        pages=found.posts + found.drafts if found else 0,
        tasks=found.tasks + found.locks if found else 0,
    )


def reactivate(user: AbstractBaseUser, *, by: AbstractBaseUser) -> None:
    """Let a person sign in again; sessions and links that ended stay over."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(REACTIVATED, user, by=by)


def end_access(user: AbstractBaseUser, *, by: AbstractBaseUser) -> None:
    """End a person's sessions and tokens, the draft links they made, the invitations they sent."""
    end_sessions(user, by=by)
    APIToken.objects.filter(user=user).delete()
    DraftLink.objects.filter(created_by=user).update(is_revoked=True)
    Invitation.objects.pending().filter(invited_by=user).update(revoked_at=timezone.now())
