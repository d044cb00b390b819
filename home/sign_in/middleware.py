"""Lets no session act for a user whose second factor was not given in it."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from home.sessions.activity import note_activity
from home.sign_in.proof import has_factor, has_proof
from home.sign_in.requirement import is_overdue

ADMIN_PATH = "/admin/"
# Where a factor is set up, by whoever's term is over too.
SIGN_IN_PATH = "/admin/sign-in/"
LOGOUT = "wagtailadmin_logout"


class SecondFactorMiddleware:
    """Take a session for nobody's while its user's second factor is missing.

    Whatever made the session, be it a view that knows nothing of factors, passes here. Right
    behind Django's AuthenticationMiddleware, whose lazy user stays lazy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        request.user = SimpleLazyObject(lambda: admitted_user(request, get_user(request)))
        if request.path_info.startswith(ADMIN_PATH):
            if must_enrol(request, get_user(request)):
                return HttpResponseRedirect(reverse("mfa_index"))
            if request.user.is_authenticated:
                note_activity(request)
        return self.get_response(request)


def admitted_user(
    request: HttpRequest, user: AbstractBaseUser | AnonymousUser
) -> AbstractBaseUser | AnonymousUser:
    """Return the session's user, or nobody while the second factor is missing."""
    if not user.is_authenticated or has_proof(request, user):
        return user
    if has_factor(user):
        return AnonymousUser()
    is_setting_up = request.path_info.startswith(SIGN_IN_PATH)
    return user if is_setting_up or not is_overdue(user) else AnonymousUser()


def must_enrol(request: HttpRequest, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Tell whether all that is open to a user is the page that sets a factor up."""
    if not user.is_authenticated or has_proof(request, user):
        return False
    if request.path_info.startswith((SIGN_IN_PATH, *open_paths())):
        return False
    return not has_factor(user) and is_overdue(user)


def open_paths() -> tuple[str, ...]:
    """Return what pages of the admin load, and the way out."""
    names = (LOGOUT, "wagtailadmin_login", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog")
    return tuple(map(reverse, names))
