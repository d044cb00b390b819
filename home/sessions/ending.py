"""Ends sessions at once: the next request of one that was ended is nobody's."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.utils import timezone

from home.audit_log.actions import SESSION_REVOKED, SESSIONS_REVOKED
from home.audit_log.record import record
from home.sessions.listing import device_of, sessions_of


def end_session(session: UserSession, *, by: AbstractBaseUser) -> None:
    """End one session."""
    user, device = session.user, device_of(session)
    session.end()
    record(SESSION_REVOKED, user, by=by, device=device)


def end_sessions(
    user: AbstractBaseUser, *, by: AbstractBaseUser | None, but: str | None = None
) -> int:
    """End all sessions of a user, but for the one of a key, and return how many there were."""
    ended = [each for each in sessions_of(user) if each.session_key != but]
    for session in ended:
        session.end()
    count = len(ended) + end_unnoted_sessions(user, but=but)
    if count:
        record(SESSIONS_REVOKED, user, by=by, count=count)
    return count


def end_unnoted_sessions(user: AbstractBaseUser, *, but: str | None) -> int:
    """End a user's sessions from before sessions were noted, and return how many there were."""
    noted = UserSession.objects.values("session_key")
    others = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=but)
    own = [
        session
        for session in others.exclude(session_key__in=noted)
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    for session in own:
        session.delete()
    return len(own)
