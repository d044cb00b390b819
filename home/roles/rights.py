"""Decides who may give which role to whom, so that nobody lifts themselves above their own."""

from collections.abc import Collection, Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group, Permission
from django.db.models import Q, QuerySet
from wagtail.models import GroupCollectionPermission, GroupPagePermission


def givable_roles(giver: AbstractBaseUser) -> list[Group]:
    """Return the roles that hold nothing beyond what the giver may do, by name."""
    groups = Group.objects.order_by("name").prefetch_related(
        "permissions", "page_permissions__page", "collection_permissions__collection"
    )
    if not giver.is_active:
        return []
    if giver.is_superuser:
        return list(groups)
    own = groups.filter(user=giver)
    permissions = _permissions(own) | set(giver.user_permissions.values_list("pk", flat=True))
    pages, collections = _pages(own), _collections(own)
    return [
        group
        for group in groups
        if _permissions([group]) <= permissions
        and all(_is_within(each, pages) for each in _pages([group]))
        and all(_is_within(each, collections) for each in _collections([group]))
    ]


def may_give(giver: AbstractBaseUser, role: Group) -> bool:
    return role in givable_roles(giver)


def may_manage(
    manager: AbstractBaseUser, user: AbstractBaseUser, roles: Collection[Group] | None = None
) -> bool:
    """Tell whether a user is not above the manager, whom a new password of theirs would lift.

    `roles` are the manager's `givable_roles`, for a caller that asks about many users.
    """
    if manager.is_superuser:
        return True
    if user.is_superuser:
        return False
    return manager == user or set(user.groups.all()) <= set(
        givable_roles(manager) if roles is None else roles
    )


def managers() -> QuerySet:
    """Return the active users who may change users; without one nobody could let anyone in."""
    change_user = Permission.objects.filter(
        content_type__app_label="auth", content_type__model="user", codename="change_user"
    )
    holders = Q(groups__permissions__in=change_user) | Q(user_permissions__in=change_user)
    return get_user_model().objects.filter(holders | Q(is_superuser=True), is_active=True)


def is_last_manager(users: Iterable[AbstractBaseUser]) -> bool:
    """Tell whether nobody could manage people any more without these users."""
    pks = {user.pk for user in users}
    return managers().filter(pk__in=pks).exists() and not managers().exclude(pk__in=pks).exists()


def manages_people(role: Group) -> bool:
    return role.permissions.filter(
        content_type__app_label="auth", content_type__model="user", codename="change_user"
    ).exists()


def _permissions(groups: Iterable[Group]) -> set[int]:
    return {permission.pk for group in groups for permission in group.permissions.all()}


def _pages(groups: Iterable[Group]) -> set[tuple[int, str]]:
    rows: list[GroupPagePermission] = [
        row for group in groups for row in group.page_permissions.all()
    ]
    return {(row.permission_id, row.page.path) for row in rows}


def _collections(groups: Iterable[Group]) -> set[tuple[int, str]]:
    rows: list[GroupCollectionPermission] = [
        row for group in groups for row in group.collection_permissions.all()
    ]
    return {(row.permission_id, row.collection.path) for row in rows}


def _is_within(wanted: tuple[int, str], held: set[tuple[int, str]]) -> bool:
    """Tell whether a permission on a node is held there or above."""
    permission, path = wanted
    return any(permission == other and path.startswith(above) for other, above in held)
