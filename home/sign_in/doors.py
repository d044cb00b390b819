"""The two forms that take a password, and the one behind them that takes a second factor."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from django.conf import settings
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse
from django.urls import reverse
from wagtail.admin.views import account


class SecondFactorMixin:
    """Signs in by allauth, which asks for the second factor first where there is one."""

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        login = Login(user=form.get_user(), redirect_url=self.get_success_url())
        credentials = {"username": form.get_user().get_username()}
        return perform_password_login(self.request, credentials, login)


class AdminLoginView(SecondFactorMixin, account.LoginView):
    """Wagtail's own, whose "remember me" holds for the session that the factor opens."""

    template_name = "sign_in/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = [(name, reverse(view, args=args)) for name, view, args in settings.OTHER_SIGN_INS]
        return {**super().get_context_data(**kwargs), "others": others}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        is_kept = form.cleaned_data.get("remember")
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if is_kept else 0)
        return response


class PageLoginView(SecondFactorMixin, auth_views.LoginView):
    template_name = "wagtailcore/login.html"


class FactorView(AuthenticateView):
    template_name = "sign_in/code.html"
