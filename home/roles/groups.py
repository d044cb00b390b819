"""Keeps roles out of reach of whoever they would lift: one's own, and those above it."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, Group
from django.core.exceptions import PermissionDenied
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.views import groups as wagtail_groups

from home.roles.rights import may_give


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


class GroupEditView(GuardedRoleMixin, wagtail_groups.EditView):
    pass


class GroupDeleteView(GuardedRoleMixin, wagtail_groups.DeleteView):
    pass


class GroupViewSet(wagtail_groups.GroupViewSet):
    edit_view_class = GroupEditView
    delete_view_class = GroupDeleteView
