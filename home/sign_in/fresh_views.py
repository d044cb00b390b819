"""Asks a signed-in user afresh who they are: allauth's views, beside the login form's look."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.forms import Form
from django.http import HttpResponse


class PasswordAgainView(ReauthenticateView):
    template_name = "sign_in/password_again.html"


class CodeAgainView(CodeView):
    template_name = "sign_in/code_again.html"


class PasskeyAgainView(ReauthenticateWebAuthnView):
    """Shows what is wrong in place, where allauth leads to the login form."""

    template_name = "sign_in/passkey_again.html"

    def form_invalid(self, form: Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))
