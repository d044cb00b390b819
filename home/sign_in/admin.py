"""Puts the pages about signing in where people look for them in the admin."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button
from wagtail.permissions import policy_registry

from home.models import FactorRequirement
from home.sign_in.urls import PAGES


def sign_in_urls() -> list[URLPattern]:
    """Return the pages; a `register_admin_urls` hook."""
    return PAGES


def factors_item(request: HttpRequest) -> dict[str, str]:
    """Lead from a user's account to their factors; a `register_account_menu_item` hook."""
    return {
        "url": reverse("mfa_index"),
        "label": gettext("Second factor"),
        "help_text": gettext("An authenticator app or a passkey, asked after the password."),
    }


def sessions_item(request: HttpRequest) -> dict[str, str]:
    """Lead from a user's account to their sessions; a `register_account_menu_item` hook."""
    return {
        "url": reverse("own_sessions"),
        "label": gettext("Sessions"),
        "help_text": gettext("Where you are signed in, and a way to end it."),
    }


def sign_in_button(user: AbstractBaseUser, request_user: AbstractBaseUser) -> Iterator[Button]:
    """Lead from the list of users to one's sign-in; a `register_user_listing_buttons` hook."""
    policy = policy_registry.get_by_type(type(user))
    if policy.user_has_permission_for_instance(request_user, "change", user):
        address = reverse("user_sign_in", args=[user.pk])
        yield Button(_("Sign-in and sessions"), address, icon_name="key", priority=25)


class FactorRequirementViewSet(ModelViewSet):
    """The roles whose members have to have a second factor."""

    model = FactorRequirement
    name = url_namespace = "required_factors"
    url_prefix = "required-second-factors"
    icon = "key"
    menu_label = _("Second factor")
    add_to_settings_menu = True
    list_display = ["group", "days", "since"]
    inspect_view_enabled = False
    copy_view_enabled = False
