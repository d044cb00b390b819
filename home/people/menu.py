"""Places the pages about people in the admin's menus."""

from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from home.people.invitation_views import INVITATIONS, InvitationsView
from home.people.leaving_views import DEACTIVATE
from home.roles.page import ROLES, RolesView


class InvitingMenuItem(MenuItem):
    """Shown to whoever may add users."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(get_user_model())
        return policy.user_has_permission(request.user, "add")


def invitations_item() -> MenuItem:
    """Return the item of the menu Settings, below Wagtail's "Users" and "Groups"."""
    address = reverse_lazy(INVITATIONS)
    return InvitingMenuItem(InvitationsView.page_title, address, icon_name="mail", order=602)


class RolesMenuItem(MenuItem):
    """Shown to whoever may add, change or delete users."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(get_user_model())
        return policy.user_has_any_permission(request.user, RolesView.any_permission_required)


def roles_item() -> MenuItem:
    """Return the item of the menu Settings, below Wagtail's "Groups"."""
    address = reverse_lazy(ROLES)
    return RolesMenuItem(RolesView.page_title, address, icon_name="group", order=603)


def leaving_buttons(user: AbstractBaseUser, request_user: AbstractBaseUser) -> Iterator[Button]:
    """Yield the button that leads to deactivating a user, or to handing over from one."""
    policy = policy_registry.get_by_type(get_user_model())
    may_change = policy.user_has_permission_for_instance(request_user, "change", user)
    if user == request_user or not may_change:
        return
    label = _("Deactivate") if user.is_active else _("Hand over")
    yield Button(label, url=reverse(DEACTIVATE, args=[user.pk]), icon_name="logout", priority=25)
