"""Keeps roles out of reach of whoever they would lift: one's own, and those above it."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, Group
from django.core.exceptions import PermissionDenied
from django.forms import BaseFormSet
from django.utils.translation import gettext as _
from wagtail.contrib.settings.forms import SitePermissionForm
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.forms import GroupForm
from wagtail.users.views import groups as wagtail_groups

from home.roles.rights import Rights, may_give, rights_of


class GroupPermissionPolicy(ModelPermissionPolicy):
    """Django's permissions on groups, but for one's own group and those one may not give."""

    def user_has_permission_for_instance(
        self, user: AbstractBaseUser, action: str, instance: Group
    ) -> bool:
        return may_change_role(user, instance) and super().user_has_permission_for_instance(
            user, action, instance
        )


def may_change_role(user: AbstractBaseUser, role: Group) -> bool:
    is_own = role.user_set.filter(pk=user.pk).exists()
    return user.is_superuser or (not is_own and may_give(user, role))


class GuardedRoleMixin:
    """Answers 403 for a role that the user may not change."""

    def get_object(self, *args: Any, **kwargs: Any) -> Group:
        role = super().get_object(*args, **kwargs)
        if not may_change_role(self.request.user, role):
            raise PermissionDenied
        return role


class BoundedRoleMixin:
    """Refuses a role that would hold more than whoever fills in its form."""

    def is_valid(self, form: GroupForm) -> bool:
        if not super().is_valid(form):
            return False
        user = self.request.user
        if user.is_superuser or rights_of(user).hold(self.wanted_rights(form)):
            return True
        self.produced_error_message = _("A role may hold nothing that your own roles do not.")
        return False

    def wanted_rights(self, form: GroupForm) -> Rights:
        """Return what the form and its panels of places ask for."""
        wanted = Rights({each.pk for each in form.cleaned_data["permissions"]})
        for panel in self.permission_panel_forms:
            if isinstance(panel, SitePermissionForm):
                sites = panel.cleaned_data["sites"]
                wanted.sites.update((panel.permission.pk, site.pk) for site in sites)
            else:
                add_places(panel, wanted)
        return wanted


def add_places(panel: BaseFormSet, wanted: Rights) -> None:
    """Add what the rows of a panel ask for on pages or collections."""
    for row in panel.forms:
        if row in panel.deleted_forms or not row.cleaned_data:
            continue
        is_page = "page" in row.cleaned_data
        place = row.cleaned_data["page" if is_page else "collection"]
        permissions = {(each.pk, place.path) for each in row.cleaned_data["permissions"]}
        (wanted.pages if is_page else wanted.collections).update(permissions)


class GroupCreateView(BoundedRoleMixin, wagtail_groups.CreateView):
    pass


class GroupEditView(GuardedRoleMixin, BoundedRoleMixin, wagtail_groups.EditView):
    pass


class GroupDeleteView(GuardedRoleMixin, wagtail_groups.DeleteView):
    pass


class GroupViewSet(wagtail_groups.GroupViewSet):
    add_view_class = GroupCreateView
    edit_view_class = GroupEditView
    delete_view_class = GroupDeleteView
