"""Asks afresh who somebody is before roles, accounts and lists of people are theirs to change."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from home.sign_in.proof import is_fresh

# Views that are opened, and sent, by whoever proved themselves lately.
GUARDED = {
    "wagtailusers_users:add",
    "wagtailusers_users:edit",
    "wagtailusers_users:delete",
    "wagtailusers_groups:add",
    "wagtailusers_groups:edit",
    "wagtailusers_groups:delete",
    "deactivate_user",
    "reactivate_user",
    "invite",
    "required_factors:add",
    "required_factors:edit",
    "required_factors:delete",
    "user_sign_in",
    "webhooks:add",
    "webhooks:edit",
    "webhooks:delete",
    "webhooks:secret",
    # A token acts as its user, without a factor.
    "wagtailusers_api_tokens:add",
    "wagtailusers_api_tokens:edit",
    "wagtailusers_api_tokens:delete",
    # allauth asks by itself, by an exception that OneTransactionMiddleware would take for an error.
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
}
# Lists that are guarded where they are exported.
EXPORTS = {"wagtailusers_users:index", "wagtailusers_users:index_results"}
# Where a new address is given, to which the next reset of the password goes.
ACCOUNT, ADDRESS = "wagtailadmin_account", "email-email"
BULK = "wagtail_bulk_action"
BULK_MODELS = {("auth", "user"), ("auth", "group")}


class FreshMiddleware:
    """Sends who did not prove themselves lately to do so, and back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        # In this order: to ask who a reader is would keep their page out of every cache.
        if not is_guarded(request, kwargs) or not request.user.is_authenticated:
            return None
        if is_fresh(request):
            return None
        methods = get_adapter(request).get_reauthentication_methods(request.user)
        if not methods:
            # Who came in by another site has no password here, and may have no factor.
            messages.error(request, _("Sign out and in again to do this."))
            return redirect("wagtailadmin_home")
        if request.method == "POST":
            text = _("Nothing was saved. Confirm that it is you, then send the form again.")
            messages.warning(request, text)
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{methods[0]['url']}?{query}")


def is_guarded(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    match = request.resolver_match
    name = match.view_name if match else ""
    if name == BULK:
        return (kwargs["app_label"], kwargs["model_name"]) in BULK_MODELS
    if name == ACCOUNT:
        own = getattr(request.user, "email", "")
        return request.POST.get(ADDRESS, own) != own
    return name in GUARDED or (name in EXPORTS and "export" in request.GET)
