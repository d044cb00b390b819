"""Makes the account of someone who was invited; signing in then goes the usual way."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import UserCreationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from wagtail.admin import messages

from blog.desk.own_author import make_own_author
from home.models import Invitation
from home.people.addresses import has_account
from home.people.invitations import InvitationOverError, accept, open_invitation

# With "no-referrer" a browser names no origin for the form, which Django then refuses.
HEADERS = {"Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow"}
NAME_LENGTH = 150


class AcceptForm(UserCreationForm):
    """Asks for names and a password; the address and the role are the invitation's."""

    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=NAME_LENGTH)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=NAME_LENGTH)

    class Meta(UserCreationForm.Meta):
        model = get_user_model()
        fields = ["username", "first_name", "last_name"]

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The validators compare a password with it.
        self.instance.email = invitation.email
        self.fields["username"].initial = invitation.email[:NAME_LENGTH]
        self.fields["username"].help_text = _("You sign in with it.")

    def clean(self) -> dict[str, Any]:
        if has_account(self.instance.email):
            raise forms.ValidationError(_("There is an account with this address by now."))
        return super().clean()


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class AcceptView(TemplateView):
    """Shows the form behind a link, and 404 for one that is wrong, used, expired or revoked.

    A GET uses nothing up, since mail scanners follow links. Nobody is signed in by it.
    """

    template_name = "home/people/accept.html"

    def dispatch(self, request: HttpRequest, token: str) -> HttpResponse:
        self.invitation = open_invitation(token)
        response = super().dispatch(request, token)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if self.invitation is None:
            return self.over()
        return self.show(AcceptForm(invitation=self.invitation))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if self.invitation is None:
            return self.over()
        form = AcceptForm(request.POST, invitation=self.invitation)
        if not form.is_valid():
            return self.show(form)
        user = form.save(commit=False)
        try:
            accept(self.invitation, user)
        except InvitationOverError:
            return self.over()
        make_own_author(request, user)
        messages.success(request, _("Your account is ready: sign in, then choose a portrait."))
        account = urlencode({"next": reverse("wagtailadmin_account")})
        return redirect(f"{reverse('wagtailadmin_login')}?{account}")

    def show(self, form: AcceptForm) -> HttpResponse:
        return self.render_to_response({"form": form, "invitation": self.invitation})

    def over(self) -> HttpResponse:
        return self.render_to_response({}, status=404)
