"""Asks who takes over from a person who leaves, and lets them come back."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from home.people.leaving import deactivate, reactivate
from home.people.ownership import belongings, find_successor, hand_over

User = get_user_model()
DEACTIVATE, REACTIVATE = "deactivate_user", "reactivate_user"
# Names that a browser offers as one types; others are typed in full.
OFFERED = 100


class SuccessorField(forms.CharField):
    """Holds an active user, by user name or e-mail address; None where it is left empty."""

    widget = forms.TextInput(attrs={"list": "successors", "autocomplete": "off"})

    def clean(self, value: str) -> AbstractBaseUser | None:
        name = super().clean(value)
        return find_successor(name) if name else None


class LeavingForm(forms.Form):
    """Asks who takes over; nobody may be named, for a door that has to shut at once."""

    successor = SuccessorField(
        label=gettext_lazy("Who takes over"),
        required=False,
        help_text=gettext_lazy(
            "User name or e-mail address. Left empty, all stays theirs until it is handed over."
        ),
    )


def offered_names() -> list[str]:
    users = User.objects.filter(is_active=True).order_by("username")
    return list(users.values_list("username", flat=True)[:OFFERED])


class UserActionView(WagtailAdminTemplateMixin, View):
    """For whoever may change the user, who is not above them."""

    header_icon = "user"

    def dispatch(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.person = get_object_or_404(User, pk=pk)
        policy = policy_registry.get_by_type(User)
        if not policy.user_has_permission_for_instance(request.user, "change", self.person):
            raise PermissionDenied
        self.page_title = _("Deactivate") if self.person.is_active else _("Hand over")
        return super().dispatch(request, pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        users = {"url": reverse("wagtailusers_users:index"), "label": _("Users")}
        edit = reverse("wagtailusers_users:edit", args=[self.person.pk])
        name = {"url": edit, "label": get_user_display_name(self.person)}
        return [
            *super().get_breadcrumbs_items(),
            users,
            name,
            {"url": "", "label": self.page_title},
        ]


class DeactivateView(UserActionView):
    """Deactivates a user, or hands over what one who was deactivated still owns."""

    template_name = "home/people/deactivate.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(LeavingForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = LeavingForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        successor = form.cleaned_data["successor"]
        if successor == self.person:
            form.add_error("successor", _("Name somebody else."))
            return self.show(form)
        try:
            self.act(successor)
        except ValidationError as error:
            form.add_error(None, error)
            return self.show(form)
        return redirect("wagtailusers_users:index")

    def act(self, successor: AbstractBaseUser | None) -> None:
        if self.person.is_active:
            deactivate(self.person, successor=successor, by=self.request.user)
            text = _("“%(name)s” can no longer sign in.")
        elif successor is None:
            raise ValidationError(_("Name who takes over."))
        else:
            hand_over(self.person, successor)
            text = _("What waited for “%(name)s” was handed over.")
        messages.success(self.request, text % {"name": get_user_display_name(self.person)})

    def show(self, form: LeavingForm) -> HttpResponse:
        context = self.get_context_data(
            form=form,
            person=self.person,
            belongings=belongings(self.person),
            names=offered_names(),
            title=self.page_title,
        )
        return self.render_to_response(context)


class ReactivateView(UserActionView):
    """Lets a user sign in again, by POST alone."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.person.is_active:
            reactivate(self.person, by=request.user)
            messages.success(
                request,
                _("“%(name)s” can sign in again.") % {"name": get_user_display_name(self.person)},
            )
        return redirect("wagtailusers_users:edit", self.person.pk)
