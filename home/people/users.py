"""Makes e-mail addresses unique, and keeps superusers out of other users' reach."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users import forms as wagtail_forms
from wagtail.users.models import UserProfile
from wagtail.users.views import users as wagtail_users

User = get_user_model()


class UserPermissionPolicy(ModelPermissionPolicy):
    """Django's permissions on users, where only a superuser may touch a superuser."""

    def user_has_permission_for_instance(
        self, user: AbstractBaseUser, action: str, instance: AbstractBaseUser
    ) -> bool:
        if instance.is_superuser and not user.is_superuser:
            return False
        return super().user_has_permission_for_instance(user, action, instance)


def make_profile(user: AbstractBaseUser, **kwargs: object) -> None:
    """Make a user's profile as they sign in; the user bar would make it on a public GET."""
    UserProfile.get_for_user(user)


def guard_superuser(request: HttpRequest, user: AbstractBaseUser) -> None:
    """Raise PermissionDenied when another than a superuser edits or deletes a superuser."""
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied


def guard_superusers(request: HttpRequest, action: str, objects: list, view: object) -> None:
    """Raise PermissionDenied when a bulk action of another than a superuser holds a superuser."""
    for instance in objects:
        if isinstance(instance, User):
            guard_superuser(request, instance)


class UniqueEmailMixin:
    """An e-mail address belongs to one user, however it is spelt."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        others = User.objects.exclude(pk=self.instance.pk)
        if email and others.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Another user has this e-mail address."))
        return email


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


class AccountFormMixin(UniqueEmailMixin):
    """Only superusers see the superuser flag."""

    def __init__(self, *args: Any, for_user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_user.is_superuser:
            self.fields.pop("is_superuser", None)


class UserCreationForm(AccountFormMixin, wagtail_forms.UserCreationForm):
    pass


class UserEditForm(AccountFormMixin, wagtail_forms.UserEditForm):
    pass


class ForUserMixin:
    """Hands the form the user who fills it in."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}


class UserCreateView(ForUserMixin, wagtail_users.CreateView):
    pass


class UserEditView(ForUserMixin, wagtail_users.EditView):
    pass


class UserFilterSet(wagtail_users.UserFilterSet):
    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        if request is None or not request.user.is_superuser:
            del self.filters["is_superuser"]


class UserIndexView(wagtail_users.IndexView):
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
    filterset_class = UserFilterSet
    # An account with another's name, address and roles is made by nobody on purpose.
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return UserEditForm if for_update else UserCreationForm
