"""Writes to the log who got or lost a role, and which permissions a role got or lost."""

from collections.abc import Collection

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from wagtail.log_actions import get_active_log_context

from home.audit_log.actions import (
    PERMISSIONS_GIVEN,
    PERMISSIONS_TAKEN,
    ROLES_GIVEN,
    ROLES_TAKEN,
)
from home.audit_log.record import record

USER_ACTIONS = {"post_add": ROLES_GIVEN, "post_remove": ROLES_TAKEN, "pre_clear": ROLES_TAKEN}
GROUP_ACTIONS = {"post_add": PERMISSIONS_GIVEN, "post_remove": PERMISSIONS_TAKEN,
                 "pre_clear": PERMISSIONS_TAKEN}  # fmt: skip


def record_roles(
    instance: Model, action: str, pk_set: Collection[int] | None, **kwargs: object
) -> None:
    """Add an entry for each user whose roles changed; an `m2m_changed` receiver."""
    if action not in USER_ACTIONS:
        return
    if isinstance(instance, Group):
        users = instance.user_set.all() if pk_set is None else _rows(get_user_model(), pk_set)
        names = {user: [instance.name] for user in users}
    else:
        groups = instance.groups.all() if pk_set is None else _rows(Group, pk_set)
        names = {instance: sorted(group.name for group in groups)}
    for user, roles in names.items():
        if roles:
            record(USER_ACTIONS[action], user, roles=", ".join(roles))


def record_permissions(
    instance: Model, action: str, pk_set: Collection[int] | None, **kwargs: object
) -> None:
    """Add an entry for a role whose permissions somebody changed; an `m2m_changed` receiver.

    What `init` grants is nobody's deed.
    """
    if action not in GROUP_ACTIONS or get_active_log_context().user is None:
        return
    if not isinstance(instance, Group):
        return
    permissions = instance.permissions.all() if pk_set is None else _rows(Permission, pk_set)
    names = sorted(permission.codename for permission in permissions)
    if names:
        record(GROUP_ACTIONS[action], instance, permissions=", ".join(names))


def _rows(model: type[Model], pks: Collection[int]) -> Collection[Model]:
    return list(model._default_manager.filter(pk__in=pks))
