"""Shows what each role may, in words, and who has it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from home.roles.words import GROUP_PARTS, may_do

User = get_user_model()
ROLES = "roles"
# Of each role; the list of users has them all.
MEMBERS_SHOWN = 12


class RolesView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """For whoever may add, change or delete users."""

    any_permission_required = ["add", "change", "delete"]
    template_name = "home/roles/roles.html"
    page_title = gettext_lazy("What roles may do")
    header_icon = "group"

    @property
    def permission_policy(self) -> BasePermissionPolicy:
        return policy_registry.get_by_type(User)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        members = first_members()
        groups = Group.objects.order_by("name").prefetch_related(*GROUP_PARTS)
        is_active = Q(user__is_active=True)
        roles = [
            {
                "group": group,
                "sentences": may_do(group),
                "members": members.get(group.pk, []),
                "count": group.members,
                "more": group.members - len(members.get(group.pk, [])),
            }
            for group in groups.annotate(members=Count("user", filter=is_active))
        ]
        superusers = User.objects.filter(is_superuser=True, is_active=True).order_by("username")
        context = self.get_context_data(
            roles=roles,
            superusers=[get_user_display_name(user) for user in superusers[:MEMBERS_SHOWN]],
            superuser_count=superusers.count(),
        )
        return self.render_to_response(context)


def first_members() -> dict[int, list[str]]:
    """Return the names of the first active users of each group, by its id, in one query."""
    rows = User.groups.through.objects.filter(user__is_active=True).select_related("user")
    place = Window(RowNumber(), partition_by=F("group_id"), order_by=F("user__username").asc())
    names: dict[int, list[str]] = {}
    for row in rows.annotate(place=place).filter(place__lte=MEMBERS_SHOWN).order_by("place"):
        user: AbstractBaseUser = row.user
        names.setdefault(row.group_id, []).append(get_user_display_name(user))
    return names
