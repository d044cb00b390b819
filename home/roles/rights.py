"""Decides who may give which role to whom, so that nobody lifts themselves above their own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group, Permission
from django.db.models import Q, QuerySet
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission

Placed = set[tuple[int, str]]


@dataclass(frozen=True)
class Rights:
    """What roles let do: permissions by key, and those that hold on a place with it.

    A page and a collection go by their path, a site by its key.
    """

    permissions: set[int] = field(default_factory=set)
    pages: Placed = field(default_factory=set)
    collections: Placed = field(default_factory=set)
    sites: set[tuple[int, int]] = field(default_factory=set)

    def hold(self, other: "Rights") -> bool:
        """Tell whether nothing of the other goes beyond these."""
        return (
            other.permissions <= self.permissions
            and all(_is_within(each, self.pages) for each in other.pages)
            and all(_is_within(each, self.collections) for each in other.collections)
            and all(each[0] in self.permissions for each in other.sites - self.sites)
        )


def rights_of(user: AbstractBaseUser) -> Rights:
    """Return what a user may by their roles, and by permissions of their own."""
    held = _rights_of_roles(_with_rights(Group.objects.filter(user=user)))
    return replace(held, permissions=held.permissions | _own_permissions(user))


def givable_roles(giver: AbstractBaseUser) -> list[Group]:
    """Return the roles that hold nothing beyond what the giver may do, by name."""
    groups = _with_rights(Group.objects.order_by("name"))
    if not giver.is_active:
        return []
    if giver.is_superuser:
        return list(groups)
    own = rights_of(giver)
    return [group for group in groups if own.hold(_rights_of_roles([group]))]


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


def ids_above(manager: AbstractBaseUser) -> set[int]:
    """Return the ids of all users that the manager may not manage, in a few queries.

    Kept at the manager, who is read anew for each request: lists ask about each row.
    """
    if not hasattr(manager, "known_above"):
        manager.known_above = _find_above(manager)
    return manager.known_above


def _find_above(manager: AbstractBaseUser) -> set[int]:
    if manager.is_superuser:
        return set()
    users = get_user_model().objects.exclude(pk=manager.pk)
    beyond = Group.objects.exclude(pk__in=[role.pk for role in givable_roles(manager)])
    above = users.filter(Q(is_superuser=True) | Q(groups__in=beyond))
    return set(above.values_list("pk", flat=True))


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


def _with_rights(groups: QuerySet[Group]) -> QuerySet[Group]:
    return groups.prefetch_related(
        "permissions",
        "page_permissions__page",
        "collection_permissions__collection",
        "site_permissions",
    )


def _rights_of_roles(groups: Iterable[Group]) -> Rights:
    roles = list(groups)
    pages: list[GroupPagePermission] = [
        row for group in roles for row in group.page_permissions.all()
    ]
    collections: list[GroupCollectionPermission] = [
        row for group in roles for row in group.collection_permissions.all()
    ]
    sites: list[GroupSitePermission] = [
        row for group in roles for row in group.site_permissions.all()
    ]
    return Rights(
        permissions={each.pk for group in roles for each in group.permissions.all()},
        pages={(row.permission_id, row.page.path) for row in pages},
        collections={(row.permission_id, row.collection.path) for row in collections},
        sites={(row.permission_id, row.site_id) for row in sites},
    )


def _own_permissions(user: AbstractBaseUser) -> set[int]:
    return set(user.user_permissions.values_list("pk", flat=True))


def _is_within(wanted: tuple[int, str], held: Placed) -> bool:
    """Tell whether a permission on a node is held there or above."""
    permission, path = wanted
    return any(permission == other and path.startswith(above) for other, above in held)
