"""Takes the second factors of a user away who lost them."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from home.audit_log.actions import FACTOR_RESET
from home.audit_log.record import record
from home.sessions.ending import end_sessions


@transaction.atomic
def reset_factors(user: AbstractBaseUser, *, by: AbstractBaseUser | None) -> bool:
    """Delete a user's factors and recovery codes and end all sessions; tell whether any was there.

    The password alone then signs the user in, as far as their term for a new factor goes.
    """
    count, _models = Authenticator.objects.filter(user_id=user.pk).delete()
    if not count:
        return False
    end_sessions(user, by=by)
    record(FACTOR_RESET, user, by=by)
    return True
