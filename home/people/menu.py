"""Places the pages about people in the admin's menus."""

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from home.people.invitation_views import INVITATIONS, InvitationsView


class InvitingMenuItem(MenuItem):
    """Shown to whoever may add users."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(get_user_model())
        return policy.user_has_permission(request.user, "add")


def invitations_item() -> MenuItem:
    """Return the item of the menu Settings, below Wagtail's "Users" and "Groups"."""
    address = reverse_lazy(INVITATIONS)
    return InvitingMenuItem(InvitationsView.page_title, address, icon_name="mail", order=602)
