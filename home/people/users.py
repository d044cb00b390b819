"""Shows people in the admin, and keeps those above a user out of their reach."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Comment, CommentReply
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.models import UserProfile
from wagtail.users.views import users as wagtail_users

from home.people.invitation_views import INVITE
from home.people.leaving_views import DEACTIVATE
from home.people.user_forms import UniqueEmailMixin, UserCreationForm, UserEditForm
from home.roles.rights import ids_above, may_manage

User = get_user_model()


class UserPermissionPolicy(ModelPermissionPolicy):
    """Django's permissions on users, where nobody touches whoever is above them."""

    def user_has_permission_for_instance(
        self, user: AbstractBaseUser, action: str, instance: AbstractBaseUser
    ) -> bool:
        if instance.pk in ids_above(user):
            return False
        return super().user_has_permission_for_instance(user, action, instance)


def make_profile(user: AbstractBaseUser, **kwargs: object) -> None:
    """Make a user's profile as they sign in; the user bar would make it on a public GET."""
    UserProfile.get_for_user(user)


def guard_user(request: HttpRequest, user: AbstractBaseUser) -> None:
    """Raise PermissionDenied for the edit of a user who is above whoever edits."""
    if not may_manage(request.user, user):
        raise PermissionDenied


def deactivate_first(request: HttpRequest, user: AbstractBaseUser) -> HttpResponse | None:
    """Lead to the page that asks who takes over before an active user is deleted."""
    if not user.is_active:
        return None
    messages.warning(request, _("Deactivate a person first, which asks who takes over."))
    return redirect(DEACTIVATE, user.pk)


def guard_users(request: HttpRequest, action: str, objects: list, view: object) -> None:
    """Raise PermissionDenied when a bulk action holds a user above whoever asks for it."""
    for instance in objects:
        if isinstance(instance, User):
            guard_user(request, instance)


class EmailForm(UniqueEmailMixin, forms.ModelForm):
    """A user's own address, on their account page."""

    email = forms.EmailField(required=True, label=_("Email"))

    class Meta:
        model = User
        fields = ["email"]


class EmailSettingsPanel(BaseSettingsPanel):
    name = "email"
    title = _("Email")
    order = 150
    form_class = EmailForm


class ForUserMixin:
    """Hands the form the user who fills it in."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}


class UserCreateView(ForUserMixin, wagtail_users.CreateView):
    template_name = "home/people/create_user.html"


class UserEditView(ForUserMixin, wagtail_users.EditView):
    template_name = "home/people/edit_user.html"


class UserDeleteView(wagtail_users.DeleteView):
    """Wagtail's view, which says what goes with a user."""

    template_name = "home/people/confirm_delete_user.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comments = Comment.objects.filter(user=self.object).count()
        replies = CommentReply.objects.filter(user=self.object).count()
        return super().get_context_data(**kwargs) | {"comments": comments + replies}


class UserFilterSet(wagtail_users.UserFilterSet):
    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        if request is None or not request.user.is_superuser:
            del self.filters["is_superuser"]


class UserIndexView(wagtail_users.IndexView):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        invite = HeaderButton(_("Invite a person"), url=reverse(INVITE), icon_name="mail")
        may_invite = self.permission_policy.user_has_permission(self.request.user, "add")
        return [*super().header_buttons, *([invite] if may_invite else [])]

    @cached_property
    def columns(self) -> list:
        columns = super().columns
        if self.request.user.is_superuser:
            return columns
        return [column for column in columns if column.name != "is_superuser"]


class UserViewSet(wagtail_users.UserViewSet):
    index_view_class = UserIndexView
    add_view_class = UserCreateView
    edit_view_class = UserEditView
    delete_view_class = UserDeleteView
    delete_template_name = UserDeleteView.template_name
    create_template_name = UserCreateView.template_name
    edit_template_name = UserEditView.template_name
    filterset_class = UserFilterSet
    # An account with another's name, address and roles is made by nobody on purpose.
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return UserEditForm if for_update else UserCreationForm
