"""Replaces Wagtail's bulk actions on users by ones that lift nobody and leave nothing behind."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser, Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from home.people.leaving import deactivate, reactivate
from home.people.leaving_views import SuccessorField
from home.roles.rights import givable_roles, may_manage


class ManagedMixin:
    """Leaves out oneself and whoever is above."""

    @classmethod
    def get_queryset(cls, model: type[AbstractBaseUser], object_ids: Sequence[int]) -> QuerySet:
        return model.objects.filter(pk__in=object_ids).prefetch_related("groups")

    @cached_property
    def roles(self) -> list[Group]:
        return givable_roles(self.request.user)

    def check_perm(self, obj: AbstractBaseUser) -> bool:
        user = self.request.user
        return obj != user and may_manage(user, obj, self.roles) and super().check_perm(obj)


class GivableRoleForm(forms.Form):
    """Offers the roles that the user may give."""

    role = forms.ModelChoiceField(Group.objects.none(), label=gettext_lazy("Role"))

    def __init__(self, *args: Any, by: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role.pk for role in givable_roles(by)]
        self.fields["role"].queryset = Group.objects.filter(pk__in=roles).order_by("name")


class GiveRoleBulkAction(ManagedMixin, AssignRoleBulkAction):
    form_class = GivableRoleForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}


class ActivityForm(SetActiveStateBulkAction.form_class):
    successor = SuccessorField(
        label=gettext_lazy("Who takes over"),
        required=False,
        help_text=gettext_lazy("Of those who become inactive: user name or e-mail address."),
    )


class ActivityBulkAction(ManagedMixin, SetActiveStateBulkAction):
    """Deactivates each chosen user as its own page does, or lets each sign in again."""

    form_class = ActivityForm

    def form_valid(self, form: forms.Form) -> HttpResponse:
        users, _no_access = self.get_actionable_objects()
        is_active, changed = form.cleaned_data["mark_as_active"], 0
        for user in users:
            if user.is_active == is_active:
                continue
            try:
                self.set_state(user, is_active, form.cleaned_data["successor"])
                changed += 1
            except ValidationError as error:
                messages.error(self.request, f"{user}: {' '.join(error.messages)}")
        text = ngettext("%(count)d user was changed.", "%(count)d users were changed.", changed)
        messages.success(self.request, text % {"count": changed})
        return redirect(self.next_url)

    def set_state(
        self, user: AbstractBaseUser, is_active: bool, successor: AbstractBaseUser | None
    ) -> None:
        if is_active:
            reactivate(user, by=self.request.user)
        elif user == successor:
            raise ValidationError(_("Name somebody else."))
        else:
            deactivate(user, successor=successor, by=self.request.user)


class DeleteUsersBulkAction(ManagedMixin, DeleteBulkAction):
    """Deletes users who are inactive: what waited for them was asked for before."""

    def check_perm(self, obj: AbstractBaseUser) -> bool:
        return not obj.is_active and super().check_perm(obj)


USER_ACTIONS = (GiveRoleBulkAction, ActivityBulkAction, DeleteUsersBulkAction)
