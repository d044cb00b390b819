"""Reads from a session what its user proved: the second factor, and who they are lately."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

# What the session holds: the key of the user who gave the factor.
PROOF = "second_factor"
# Recovery codes stand in for one of these, and are none by themselves.
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

FRESH_SECONDS: int = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
# A form that was opened while fresh may be sent: nobody loses what they typed by thinking.
SENDING_SECONDS = FRESH_SECONDS + 45 * 60


def has_factor(user: AbstractBaseUser) -> bool:
    """Tell whether a user set a second factor up."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def keep_proof(request: HttpRequest, user: AbstractBaseUser) -> None:
    """Note in the session that the user gave, or just set up, a second factor."""
    request.session[PROOF] = user.pk


def has_proof(request: HttpRequest, user: AbstractBaseUser) -> bool:
    return request.session.get(PROOF) == user.pk


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether the user gave a password or a second factor lately enough for this request."""
    seconds = SENDING_SECONDS if request.method == "POST" else FRESH_SECONDS
    return time.time() - proved_at(request) < seconds


def proved_at(request: HttpRequest) -> float:
    """Return when the user last gave a password or a second factor, in seconds; 0 for never."""
    records = get_authentication_records(request, request.user)
    return records[-1]["at"] if records else 0.0


def pending_user_key(request: HttpRequest) -> str:
    """Return the key of the user whose password was given and whose factor is asked, or ""."""
    return (request.session.get(LOGIN_SESSION_KEY) or {}).get("user_pk") or ""
