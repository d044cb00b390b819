"""Lists invitations in the admin, and makes, resends and revokes them."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from home.models import Invitation
from home.people.addresses import has_account, mailbox
from home.people.invitations import invite, resend, revoke
from home.roles.rights import givable_roles, may_give

User = get_user_model()
INVITATIONS, INVITE, ACT = "invitations", "invite", "act_on_invitation"


class InvitingMixin(PermissionCheckedMixin):
    """For whoever may add users."""

    permission_required = "add"
    header_icon = "mail"

    @property
    def permission_policy(self) -> BasePermissionPolicy:
        return policy_registry.get_by_type(User)


class InviteForm(forms.Form):
    """Asks for an address and one of the roles that the user may give."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=Invitation._meta.get_field("email").max_length,
    )
    # None to begin with: the first by name are the most powerful.
    role = forms.ModelChoiceField(None, label=gettext_lazy("Role"))

    def __init__(self, *args: Any, by: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role.pk for role in givable_roles(by)]
        self.fields["role"].queryset = Group.objects.filter(pk__in=roles).order_by("name")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if has_account(email):
            raise forms.ValidationError(_("There is a user with this address."))
        if Invitation.objects.pending().filter(mailbox=mailbox(email)).exists():
            raise forms.ValidationError(_("This address was invited: send that invitation again."))
        return email


class ActionsColumn(Column):
    """Holds the buttons of an invitation that waits."""

    cell_template_name = "home/people/invitation_actions_cell.html"

    def get_cell_context_data(self, instance: Invitation, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": parent_context.get("csrf_token")}

    def get_value(self, instance: Invitation) -> str:
        return ""


class InvitationsView(InvitingMixin, BaseListingView):
    """Lists all invitations, the newest first, with what may be done with each."""

    queryset = Invitation.objects.select_related("role", "invited_by")
    page_title = gettext_lazy("Invitations")
    index_url_name = INVITATIONS
    paginate_by = 50
    columns = [
        Column("email", label=gettext_lazy("E-mail address")),
        Column("role", label=gettext_lazy("Role")),
        Column("invited_by", label=gettext_lazy("Invited by")),
        Column("state", label=gettext_lazy("State")),
        DateColumn("created_at", label=gettext_lazy("Sent")),
        DateColumn("expires_at", label=gettext_lazy("Expires")),
        ActionsColumn("actions", label=gettext_lazy("Actions")),
    ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(InviteView.page_title, url=reverse(INVITE), icon_name="plus")]


class InviteView(InvitingMixin, WagtailAdminTemplateMixin, View):
    """Asks whom to invite, and sends the invitation."""

    page_title = gettext_lazy("Invite a person")
    template_name = "home/people/invite.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        invitations = {"url": reverse(INVITATIONS), "label": InvitationsView.page_title}
        items = super().get_breadcrumbs_items()
        return [*items, invitations, {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(InviteForm(by=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = InviteForm(request.POST, by=request.user)
        if not form.is_valid():
            return self.show(form)
        email = form.cleaned_data["email"]
        try:
            with transaction.atomic():
                invite(email, form.cleaned_data["role"], by=request.user)
        except IntegrityError:
            # Another admin's request was first.
            form.add_error("email", _("This address was invited: send that invitation again."))
            return self.show(form)
        messages.success(
            request, _("The invitation is on its way to %(email)s.") % {"email": email}
        )
        return redirect(INVITATIONS)

    def show(self, form: InviteForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))


class InvitationActionView(InvitingMixin, View):
    """Resends or revokes one invitation, by POST alone."""

    ACTIONS = {
        "resend": (resend, gettext_lazy("A new link is on its way; the old one opens nothing.")),
        "revoke": (revoke, gettext_lazy("The invitation was revoked.")),
    }
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        invitation = get_object_or_404(Invitation.objects.select_related("role"), pk=pk)
        name = request.POST.get("action", "")
        if name not in self.ACTIONS or not may_give(request.user, invitation.role):
            messages.error(request, _("You may not give this role."))
            return redirect(INVITATIONS)
        act, text = self.ACTIONS[name]
        if act(invitation, by=request.user):
            messages.success(request, text)
        else:
            messages.error(request, _("This invitation was over already."))
        return redirect(INVITATIONS)
