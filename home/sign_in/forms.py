"""Checks codes and passkeys: allauth's forms, where a code is good for one use anywhere."""

import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context
from allauth.mfa import app_settings, signals
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as code_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as passkey_forms
from django.core.exceptions import ValidationError
from django.db import transaction

# Seconds in which one code of an app is taken: its own step and those that clocks may differ by.
CODE_SECONDS = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)


class OneUseMixin:
    """Refuses a code of an app that was used before.

    allauth keeps used codes in the cache, which here each process has for itself and every
    change of the site empties.
    """

    def clean_code(self) -> str:
        code = super().clean_code()
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not take_code(self.authenticator, code):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        return code


@transaction.atomic
def take_code(authenticator: Authenticator, code: str) -> bool:
    """Note that a code is used, and return whether it was not before.

    Of two requests at once, the second waits here for the first.
    """
    # A write, as SQLite locks no row for reading.
    Authenticator.objects.filter(pk=authenticator.pk).update(type=authenticator.type)
    row = Authenticator.objects.get(pk=authenticator.pk)
    now, digits = time.time(), "".join(filter(str.isdigit, code))
    used = {
        each: at for each, at in row.data.get("used", {}).items() if now - at < 2 * CODE_SECONDS
    }
    if digits in used:
        return False
    row.data["used"] = {**used, digits: now}
    row.save(update_fields=["data"])
    return True


class AuthenticateForm(OneUseMixin, code_forms.AuthenticateForm):
    pass


class ReauthenticateForm(OneUseMixin, code_forms.ReauthenticateForm):
    pass


@contextmanager
def refusing_malformed() -> Iterator[None]:
    """Refuse as wrong what no browser sends as a passkey, of which allauth knows one kind only."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error):
        raise get_adapter().validation_error("incorrect_code") from None


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):
    """allauth's, which takes a credential for well-formed."""

    def clean(self) -> dict[str, Any]:
        with refusing_malformed():
            return super().clean()


class LoggedPasskeyMixin:
    """Tells of a passkey that was refused, as allauth does of a code."""

    def clean_credential(self) -> Authenticator:
        try:
            with refusing_malformed():
                return super().clean_credential()
        except ValidationError:
            signals.authentication_failed.send(
                sender=Authenticator,
                request=context.request,
                user=self.user,
                authenticator=None,
                reauthentication=self.reauthenticated,
            )
            raise


class AuthenticatePasskeyForm(LoggedPasskeyMixin, passkey_forms.AuthenticateWebAuthnForm):
    pass


class ReauthenticatePasskeyForm(LoggedPasskeyMixin, passkey_forms.ReauthenticateWebAuthnForm):
    pass
