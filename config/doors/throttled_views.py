"""Which forms are throttled, and what they answer when it is too much."""

from collections.abc import Callable
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from config.doors.client_address import client_network
from config.doors.throttle import (
    ACCOUNT,
    CLIENT,
    PAIR,
    RESET_ACCOUNT,
    RESET_CLIENT,
    Attempt,
    throttle,
)

LOGINS = {"wagtailadmin_login", "wagtailcore_login"}
RESET = "wagtailadmin_password_reset"
# Restricted pages and collections of documents: view name and the argument that names one.
SHARED_PASSWORDS = {
    "wagtailcore_authenticate_with_password": "page_view_restriction_id",
    "wagtaildocs_authenticate_with_password": "restriction_id",
}
IN_ADMIN = {"wagtailadmin_login", RESET}


class ThrottleMiddleware:
    """Refuse further tries at a password with 429; only failures are counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        attempt = getattr(request, "throttled_attempt", None)
        if attempt is not None:
            note(attempt, is_success=response.status_code == 302)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer in place of the view when there were too many tries."""
        name = request.resolver_match.url_name
        if request.method != "POST" or name not in {*LOGINS, RESET, *SHARED_PASSWORDS}:
            return None
        client = client_network(request)
        if name == RESET:
            return self.reset(request, Attempt(request.POST.get("email", ""), client))
        attempt = Attempt(account_of(request, name, kwargs), client)
        limits = [PAIR, CLIENT] if throttle().is_known(attempt) else [PAIR, CLIENT, ACCOUNT]
        if seconds := throttle().wait(attempt, limits):
            return refuse(request, seconds, name)
        request.throttled_attempt = attempt
        return None

    def reset(self, request: HttpRequest, attempt: Attempt) -> HttpResponse | None:
        """Every request for a mail counts, since an answer must not tell who has an account."""
        limits = [RESET_ACCOUNT, RESET_CLIENT]
        if seconds := throttle().wait(attempt, limits):
            return refuse(request, seconds, RESET)
        throttle().count(attempt, limits)
        return None


def account_of(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> str:
    """What is tried: a user name, or a restriction, which has one password."""
    if name in SHARED_PASSWORDS:
        # No user name can hold a null byte.
        return f"\x00{name} {kwargs[SHARED_PASSWORDS[name]]}"
    return request.POST.get("username", "").strip()


def note(attempt: Attempt, *, is_success: bool) -> None:
    if is_success:
        throttle().succeed(attempt)
    else:
        throttle().count(attempt, [PAIR, CLIENT, ACCOUNT])


def refuse(request: HttpRequest, seconds: int, name: str) -> HttpResponse:
    """A page that says how long to wait and leads back to the form."""
    template = "throttled_in_admin.html" if name in IN_ADMIN else "throttled.html"
    context = {"minutes": ceil(seconds / 60), "again": request.get_full_path()}
    response = render(request, template, context, status=429)
    add_never_cache_headers(response)
    response["Retry-After"] = str(seconds)
    return response
