"""Tells allauth how this site signs people in."""

from contextlib import suppress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.sign_in.proof import FACTORS, has_factor, is_fresh
from home.sign_in.requirement import deadline_of, is_required


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Leave out that one is signed in, which the admin's pages show by themselves."""
        if message_template != "account/messages/logged_in.txt":
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return whose session this is listed as; 0.0.0.0 where the server knows no address."""
        with suppress(ImproperlyConfigured, PermissionDenied):
            return super().get_client_ip(request)
        return "0.0.0.0"

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Remind of a second factor that is required soon."""
        response = super().post_login(request, user, **kwargs)
        deadline = None if has_factor(user) else deadline_of(user)
        if deadline:
            day = date_format(localtime(deadline), "DATE_FORMAT")
            text = gettext("Your role requires a second factor by %(day)s: see your account.")
            messages.warning(request, text % {"day": day})
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask afresh, but for whoever has just signed in."""
        return not is_fresh(self.request)


class FactorAdapter(DefaultMFAAdapter):
    """Names the site in authenticator apps, and keeps a factor that is required."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is wrong, expired or was used before."),
        "cannot_delete_authenticator": _(
            "Your role requires a second factor: set another one up before you remove this one."
        ),
    }

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def get_totp_label(self, user: Any) -> str:
        return user.get_username()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS)
        is_last = not others.exclude(pk=authenticator.pk).exists()
        return not (is_last and is_required(authenticator.user))

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}
