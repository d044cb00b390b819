"""Throttles the forms that take passwords or send mail."""

from collections.abc import Callable
from math import ceil
from time import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from limits import RateLimitItem

from config.request_limits.client_address import client_network
from config.request_limits.known_browser import (
    COOKIE,
    FACTOR_COOKIE,
    known_browser,
    remember_browser,
)
from config.request_limits.proxy_warning import warn_of_unknown_proxy
from config.request_limits.throttle import (
    ACCOUNT,
    CLIENT,
    FACTOR,
    PAIR,
    RESET_ACCOUNT,
    RESET_CLIENT,
    Attempt,
    throttle,
)
from home.sign_in.proof import pending_user_key, proved_at

LOGINS = {"wagtailadmin_login", "wagtailcore_login"}
RESET = "wagtailadmin_password_reset"
# Restricted pages and collections of documents: view name and the argument that names one.
SHARED_PASSWORDS = {
    "wagtailcore_authenticate_with_password": "page_view_restriction_id",
    "wagtaildocs_authenticate_with_password": "restriction_id",
}
# A link that makes an account: following one is a try at it.
INVITATION = "accept_invitation"
# Behind the password; and where a signed-in user is asked afresh.
FACTOR_LOGIN = "mfa_authenticate"
AGAIN = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
# The forms after which a browser is known, and the cookie by which it is.
REMEMBERING = {**dict.fromkeys(LOGINS, COOKIE), FACTOR_LOGIN: FACTOR_COOKIE}
IN_ADMIN = {"wagtailadmin_login", RESET, INVITATION, FACTOR_LOGIN, *AGAIN}
THROTTLED = {*LOGINS, RESET, *SHARED_PASSWORDS, FACTOR_LOGIN, *AGAIN}


class ThrottledRequest(HttpRequest):
    """A request whose answer decides whether its attempt counts."""

    throttled_attempt: tuple[Attempt, list[RateLimitItem]]


class ThrottleMiddleware:
    """Refuse further tries at a password with 429; only failures are counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time()
        response = self.get_response(request)
        counted = getattr(request, "throttled_attempt", None)
        if counted is not None:
            attempt, limits = counted
            name = view_name_of(request)
            is_success = is_right(request, name, attempt, response, began)
            # The form behind a link that opens is filled in again until it is right.
            if name != INVITATION or response.status_code == 404:
                count_result(attempt, limits, is_success=is_success)
            if is_success and name in REMEMBERING:
                remember_browser(request, response, attempt.account, REMEMBERING[name])
        return response

    def process_view(
        self,
        request: ThrottledRequest,
        view: Callable[..., Any],
        args: tuple,
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Answer in place of the view when there were too many tries."""
        name = view_name_of(request)
        is_tried = request.method == "POST" and name in THROTTLED
        if not is_tried and name != INVITATION:
            return None
        warn_of_unknown_proxy(request.META)
        client = client_network(request.META)
        if name == RESET:
            return self.limit_reset_mails(request, Attempt(request.POST.get("email", ""), client))
        account = account_of(request, name, kwargs)
        # What others try, from the same address or at the same account, keeps its owner out of
        # no browser of theirs; six tries there are all that it allows.
        cookie = REMEMBERING.get(name)
        browser = known_browser(request, account, cookie) if cookie else None
        attempt = Attempt(account, f"browser {browser}" if browser else client)
        limits = limits_of(name)
        if seconds := throttle().wait(attempt, [PAIR] if browser else limits):
            return refuse(request, seconds, name)
        request.throttled_attempt = attempt, limits
        return None

    def limit_reset_mails(self, request: HttpRequest, attempt: Attempt) -> HttpResponse | None:
        """Refuse too many; every request counts, as no answer may tell who has an account."""
        limits = [RESET_ACCOUNT, RESET_CLIENT]
        if seconds := throttle().wait(attempt, limits):
            return refuse(request, seconds, RESET)
        throttle().count(attempt, limits)
        return None


def view_name_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match and match.url_name) or ""


def limits_of(name: str) -> list[RateLimitItem]:
    """Return what bounds the tries at a form in a browser that is not known."""
    is_factor = name == FACTOR_LOGIN or name in AGAIN
    return [PAIR, CLIENT, FACTOR if is_factor else ACCOUNT]


def account_of(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> str:
    """Return what is tried: a user name, a user's factor, a link, or a page with one password.

    No user name can hold the null byte that the others begin with.
    """
    if name == INVITATION:
        return f"\x00{name} {kwargs['token']}"
    if name in SHARED_PASSWORDS:
        return f"\x00{name} {kwargs[SHARED_PASSWORDS[name]]}"
    if name == FACTOR_LOGIN:
        return factor_of(pending_user_key(request))
    if name in AGAIN:
        return f"\x00again {request.user.pk}"
    return request.POST.get("username", "")


def factor_of(user_key: object) -> str:
    return f"\x00factor {user_key}"


def is_right(
    request: HttpRequest, name: str, attempt: Attempt, response: HttpResponse, began: float
) -> bool:
    """Tell whether what was tried is right, which each of the forms answers by a redirect.

    The factor's also redirects whose time for it is over, and who is signed in as another; those
    that ask afresh redirect who has nothing to give there. `began` is when the request came.
    """
    if response.status_code != 302:
        return False
    if name in AGAIN:
        return proved_at(request) >= began
    return name != FACTOR_LOGIN or attempt.account == factor_of(request.user.pk)


def count_result(attempt: Attempt, limits: list[RateLimitItem], *, is_success: bool) -> None:
    if is_success:
        throttle().succeed(attempt)
    else:
        throttle().count(attempt, limits)


def refuse(request: HttpRequest, seconds: int, name: str) -> HttpResponse:
    """Return a page that says how long to wait and leads back to the form."""
    template = "throttled_in_admin.html" if name in IN_ADMIN else "throttled.html"
    context = {"minutes": ceil(seconds / 60), "again": request.get_full_path()}
    response = render(request, template, context, status=429)
    add_never_cache_headers(response)
    response["Retry-After"] = str(seconds)
    return response
