"""Sets second factors up and takes them down: allauth's views as pages of the admin."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views import View

from home.sessions.admin_page import AccountPageMixin, FactorPageMixin
from home.sign_in.proof import has_factor, keep_proof
from home.sign_in.requirement import deadline_of


class FactorsView(AccountPageMixin, IndexView):
    """Shows what a user has set up, and by when they have to."""

    template_name = "sign_in/factors.html"
    page_title = _("Second factor")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        is_set_up = has_factor(user)
        deadline = None if is_set_up else deadline_of(user)
        return {**super().get_context_data(**kwargs), "is_set_up": is_set_up, "deadline": deadline}


class ProvenMixin:
    """Lets the session in which a factor was set up go on; the user's others end there."""

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        keep_proof(self.request, self.request.user)
        return response


class AddAppView(ProvenMixin, FactorPageMixin, totp_views.ActivateTOTPView):
    template_name = "sign_in/add_app.html"
    page_title = _("Set up an authenticator app")


class RemoveAppView(FactorPageMixin, totp_views.DeactivateTOTPView):
    template_name = "sign_in/remove_app.html"
    page_title = _("Remove the authenticator app")


class AddPasskeyView(ProvenMixin, FactorPageMixin, passkey_views.AddWebAuthnView):
    template_name = "sign_in/add_passkey.html"
    page_title = _("Add a passkey")


class RemovePasskeyView(FactorPageMixin, passkey_views.RemoveWebAuthnView):
    """Removes a passkey, unless it is the last factor of who has to have one."""

    template_name = "sign_in/remove_passkey.html"
    page_title = _("Remove a passkey")
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Form) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.object):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        return super().form_valid(form)


class RecoveryCodesView(FactorPageMixin, View):
    """Shows codes once, in the answer to a POST; reading the page changes nothing."""

    template_name = "sign_in/recovery_codes.html"
    page_title = _("Recovery codes")

    def get(self, request: HttpRequest) -> HttpResponse:
        codes = get_object_or_404(self.authenticators()).wrap()
        return self.render_to_response(
            self.get_context_data(count=len(codes.get_unused_codes()), is_new=not codes.did_view)
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        if not has_factor(request.user):
            raise PermissionDenied
        authenticator = self.authenticators().first()
        if authenticator is None or authenticator.wrap().did_view:
            authenticator = generate_recovery_codes(request)
        codes = authenticator.wrap()
        codes.mark_as_viewed()
        response = self.render_to_response(self.get_context_data(codes=codes.get_unused_codes()))
        response["Cache-Control"] = "no-store"
        return response

    def authenticators(self) -> Any:
        return Authenticator.objects.filter(
            user=self.request.user, type=Authenticator.Type.RECOVERY_CODES
        )
