"""The form of a person, user and author in one, that lifts nobody above who fills it in."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.log_actions import log
from wagtail.permissions import policy_registry
from wagtail.users import forms as wagtail_forms

from blog.models import Author, BlogPostPage
from home.audit_log.actions import SUPERUSER_CHANGED
from home.audit_log.record import record
from home.people.addresses import has_account
from home.roles.rights import givable_roles, is_last_manager, manages_people

User = get_user_model()


class UniqueEmailMixin:
    """An e-mail address belongs to one user, however it is spelt."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email and has_account(email, but=self.instance.pk):
            raise forms.ValidationError(_("Another user has this e-mail address."))
        return email


class AuthorFieldsMixin(forms.Form):
    """What readers see of a person, for whoever may change authors."""

    byline = forms.CharField(
        label=gettext_lazy("Name in bylines"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Left empty: the first and the last name."),
    )
    portrait = forms.ModelChoiceField(
        get_image_model().objects.all(),
        label=gettext_lazy("Portrait"),
        widget=AdminImageChooser,
        required=False,
    )
    biography = forms.CharField(
        label=gettext_lazy("Biography"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    AUTHOR_FIELDS = {"byline": "name", "portrait": "portrait", "biography": "biography"}

    def set_up_author(self, for_user: AbstractBaseUser) -> None:
        """Fill in the author there is; drop the fields where `for_user` may not change them."""
        if not for_user.has_perm("blog.change_author"):
            for name in self.AUTHOR_FIELDS:
                del self.fields[name]
        elif author := getattr(self.instance, "author", None):
            for name, attribute in self.AUTHOR_FIELDS.items():
                self.initial[name] = getattr(author, attribute)

    def save_author(self, user: AbstractBaseUser) -> None:
        """Keep what was typed at the user's author, who is made for it."""
        changed = [name for name in self.AUTHOR_FIELDS if name in self.changed_data]
        policy = policy_registry.get_by_type(BlogPostPage)
        if not changed and not policy.user_has_permission(user, "add"):
            return
        author = Author.of(user)
        for name in changed:
            # A byline that is emptied stays what it was: a post needs one.
            if name != "byline" or self.cleaned_data[name]:
                setattr(author, self.AUTHOR_FIELDS[name], self.cleaned_data[name])
        if changed:
            author.save()
            log(author, "wagtail.edit")


class AccountFormMixin(UniqueEmailMixin, AuthorFieldsMixin):
    """Offers the roles that `for_user` may give, and shows the superuser flag to superusers."""

    def __init__(self, *args: Any, for_user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_user.is_superuser:
            self.fields.pop("is_superuser", None)
        roles = givable_roles(for_user)
        groups = self.fields["groups"]
        groups.queryset = Group.objects.filter(pk__in=[role.pk for role in roles]).order_by("name")
        if self.instance == for_user and not for_user.is_superuser:
            groups.disabled = True
            groups.queryset = for_user.groups.order_by("name")
            groups.help_text = _("Nobody changes their own roles.")
        self.set_up_author(for_user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and "groups" in cleaned:
            is_superuser = cleaned.get("is_superuser", self.instance.is_superuser)
            stays = is_superuser or any(manages_people(role) for role in cleaned["groups"])
            if not stays and is_last_manager([self.instance]):
                self.add_error("groups", _("Nobody else could manage people any more."))
        return cleaned

    def save(self, commit: bool = True) -> AbstractBaseUser:
        user = super().save(commit)
        if commit:
            self.save_author(user)
            if "is_superuser" in self.changed_data:
                record(SUPERUSER_CHANGED, user, value=str(user.is_superuser))
        return user


class UserCreationForm(AccountFormMixin, wagtail_forms.UserCreationForm):
    pass


class UserEditForm(AccountFormMixin, wagtail_forms.UserEditForm):
    """Without the box "Active": deactivating asks who takes over."""

    class Meta(wagtail_forms.UserEditForm.Meta):
        fields = wagtail_forms.UserEditForm.Meta.fields - {"is_active"}

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            self.fields.pop("is_superuser", None)
