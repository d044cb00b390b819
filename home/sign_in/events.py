"""Tells the log of sign-ins and of changes of second factors."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.contrib.auth import user_logged_in
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from home.audit_log import actions
from home.audit_log.record import record
from home.sign_in.proof import keep_proof

Type = Authenticator.Type
# Words of the log, which is read by others than whose language this is.
METHODS = {
    "password": "password",
    "socialaccount": "another site's account",
    Type.TOTP: "authenticator app",
    Type.WEBAUTHN: "passkey",
    Type.RECOVERY_CODES: "recovery code",
}


def log_sign_in(request: HttpRequest, user: AbstractBaseUser, **kwargs: object) -> None:
    given = get_authentication_records(request, user)
    names = [METHODS[each.get("type", each["method"])] for each in given]
    record(actions.SIGNED_IN, user, by=user, method=" + ".join(names) or "no password")


def log_failure(user: AbstractBaseUser, **kwargs: object) -> None:
    record(actions.FACTOR_FAILED, user, by=user)


def note_use(
    request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **kwargs: object
) -> None:
    """Note in the session that a second factor was given; a used recovery code is told of."""
    keep_proof(request, user)
    if authenticator.type == Type.RECOVERY_CODES:
        record(actions.RECOVERY_CODE_USED, user, by=user)


def log_enrolment(user: AbstractBaseUser, authenticator: Authenticator, **kwargs: object) -> None:
    if authenticator.type == Type.RECOVERY_CODES:
        record(actions.RECOVERY_CODES_MADE, user, by=user)
    else:
        record(actions.FACTOR_ENROLLED, user, by=user, method=METHODS[authenticator.type])


def log_removal(user: AbstractBaseUser, authenticator: Authenticator, **kwargs: object) -> None:
    record(actions.FACTOR_REMOVED, user, by=user, method=METHODS[authenticator.type])


# The signal and what follows.
FOLLOWING: list[tuple[Any, Any]] = [
    (user_logged_in, log_sign_in),
    (signals.authentication_failed, log_failure),
    (signals.authenticator_used, note_use),
    (signals.authenticator_added, log_enrolment),
    (signals.authenticator_reset, log_enrolment),
    (signals.authenticator_removed, log_removal),
]


def connect_all() -> None:
    for signal, follow in FOLLOWING:
        signal.connect(follow, dispatch_uid=f"{follow.__module__}.{follow.__name__}")
