"""Invites people by a link that opens once: makes, sends, resends, revokes and accepts."""

import hashlib
import secrets
from datetime import datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, Group
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from home.audit_log.actions import INVITATION_ACCEPTED, INVITATION_REVOKED, INVITED, INVITED_AGAIN
from home.audit_log.record import record
from home.models import Invitation
from home.people.addresses import mailbox
from home.roles.rights import may_give

DAYS = 7


class InvitationOverError(Exception):
    """Raised for an invitation that was accepted or revoked, or has expired, meanwhile."""


def invite(email: str, role: Group, by: AbstractBaseUser) -> Invitation:
    """Make an invitation and have its mail sent.

    Raises IntegrityError where another one of the same mailbox is neither accepted nor revoked.
    """
    token = _new_token()
    invitation = Invitation.objects.create(
        email=email,
        mailbox=mailbox(email),
        role=role,
        invited_by=by,
        digest=_digest(token),
        expires_at=_end(),
    )
    record(INVITED, invitation, by=by, email=email, role=role.name)
    _send(invitation, token)
    return invitation


def resend(invitation: Invitation, by: AbstractBaseUser) -> bool:
    """Send a new link, which the old one makes way for; False where the invitation is over."""
    token = _new_token()
    pending = Invitation.objects.pending().filter(pk=invitation.pk)
    if not pending.update(digest=_digest(token), expires_at=_end(), invited_by=by):
        return False
    invitation.refresh_from_db()
    record(INVITED_AGAIN, invitation, by=by, email=invitation.email)
    _send(invitation, token)
    return True


def revoke(invitation: Invitation, by: AbstractBaseUser) -> bool:
    """End an invitation at once; False where it was over."""
    pending = Invitation.objects.pending().filter(pk=invitation.pk)
    if not pending.update(revoked_at=timezone.now()):
        return False
    record(INVITATION_REVOKED, invitation, by=by, email=invitation.email)
    return True


def open_invitation(token: str) -> Invitation | None:
    """Return the invitation that a link opens; None for one that is wrong, over or revoked.

    Nor does it open once whoever sent it may no longer invite, or give the role.
    """
    invitations = Invitation.objects.open().select_related("invited_by", "role")
    found = invitations.filter(digest=_digest(token)).first()
    if found is None or not _may_invite(found.invited_by, found.role):
        return None
    return found


def _may_invite(user: AbstractBaseUser | None, role: Group) -> bool:
    return user is not None and user.has_perm("auth.add_user") and may_give(user, role)


@transaction.atomic
def accept(invitation: Invitation, user: AbstractBaseUser) -> None:
    """Save a new user with the role; raise InvitationOverError where another click was first."""
    still_open = Invitation.objects.open().filter(pk=invitation.pk, digest=invitation.digest)
    if not still_open.update(accepted_at=timezone.now()):
        raise InvitationOverError
    user.email = invitation.email
    user.save()
    user.groups.add(invitation.role)
    Invitation.objects.filter(pk=invitation.pk).update(user=user)
    record(INVITATION_ACCEPTED, invitation, by=user, username=user.get_username())
    _tell_accepted(invitation, user)


def _send(invitation: Invitation, token: str) -> None:
    # The database keeps what the link hashes to; the link itself is in the mail alone.
    path = reverse("accept_invitation", args=[token])
    context = {
        "invitation": invitation,
        "site": settings.WAGTAILADMIN_BASE_URL,
        "address": urljoin(settings.WAGTAILADMIN_BASE_URL, path),
    }
    _mail(invitation, _("You are invited to write"), "home/people/invitation.txt", context)


def _tell_accepted(invitation: Invitation, user: AbstractBaseUser) -> None:
    """Tell the mailbox that was invited: whoever forwarded the link, or lost it, hears of it."""
    context = {"user": user, "site": settings.WAGTAILADMIN_BASE_URL}
    _mail(invitation, _("Your account is ready"), "home/people/accepted.txt", context)


def _mail(
    invitation: Invitation, subject: Promise, template: str, context: dict[str, object]
) -> None:
    """Send a mail in the site's language: the one who reads it has chosen none yet."""
    with override(settings.LANGUAGE_CODE):
        send_mail(str(subject), render_to_string(template, context), None, [invitation.email])


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _end() -> datetime:
    return timezone.now() + timedelta(days=DAYS)
