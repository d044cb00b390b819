"""Lets people in by their account of another site, as authors at most."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter

from blog.outbound.connections import resolve
from blog.outbound.public_address import is_public, read_address

if TYPE_CHECKING:
    # A model, which is there only where the settings name another site.
    from allauth.socialaccount.models import SocialLogin

ROLE = "Authors"
SECONDS = 5


class SocialAdapter(DefaultSocialAccountAdapter):
    """Takes from another site who somebody is, and nothing of what they may do."""

    def pre_social_login(self, request: HttpRequest, sociallogin: "SocialLogin") -> None:
        """Refuse to join an account to one that is here: an address proves nobody."""
        if sociallogin.state.get("process") != "login":
            refuse(request, _("Accounts of other sites are not joined to accounts here."))
        if sociallogin.is_existing:
            return
        verified = [each.email for each in sociallogin.email_addresses if each.verified]
        address = next(filter(is_welcome, verified), None)
        if address is None:
            refuse(request, _("Nobody with a verified address of yours is awaited here."))
        if get_user_model().objects.filter(email__iexact=address).exists():
            refuse(request, _("There is an account with your address: sign in with its password."))
        sociallogin.user.email = address

    def is_open_for_signup(self, request: HttpRequest, sociallogin: "SocialLogin") -> bool:
        # What is above has looked at the address.
        return True

    def save_user(
        self, request: HttpRequest, sociallogin: "SocialLogin", form: Any = None
    ) -> AbstractBaseUser:
        user = super().save_user(request, sociallogin, form)
        user.groups.set(Group.objects.filter(name=ROLE))
        return user

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        refuse(request, _("The other site did not say who you are. Try again, or another way."))

    def get_requests_session(self) -> requests.Session:
        """Return a session that asks the sites of the settings, and public ones they name."""
        session = requests.Session()
        # Proxies and passwords that the environment names are not used.
        session.trust_env = False
        for scheme in ("https://", "http://"):
            session.mount(scheme, GuardedAdapter())
        return session


class GuardedAdapter(HTTPAdapter):
    """Asks no machine that only this server can reach, but for the one that the settings name."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_be_asked(request.url or ""):
            raise requests.ConnectionError("This address is not asked.", request=request)
        return super().send(request, *args, **{**kwargs, "timeout": SECONDS})


def may_be_asked(url: str) -> bool:
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" in settings.SIGN_IN_ORIGINS:
        return True
    try:
        address = read_address(url)
        found = resolve(address.host, address.port)
    except (OSError, ValueError):
        return False
    return parts.scheme == "https" and bool(found) and all(map(is_public, found))


def is_welcome(address: str) -> bool:
    return address.lower().rpartition("@")[2] in settings.SIGN_UP_DOMAINS


def refuse(request: HttpRequest, reason: str) -> None:
    """Lead back to the login form, which tells the reason."""
    messages.error(request, reason)
    raise ImmediateHttpResponse(redirect("wagtailadmin_login"))
