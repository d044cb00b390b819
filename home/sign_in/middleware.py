"""Lets no session act for a user whose second factor was not given in it."""

from collections.abc import Callable
from enum import Enum, auto

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


class Missing(Enum):
    """What a session lacks: the factor that its user has, or one that they have to set up."""

    FACTOR = auto()
    ENROLMENT = auto()


class SecondFactorMiddleware:
    """Take a session for nobody's while its user's second factor is missing.

    Whatever made the session, be it a view that knows nothing of factors, passes here. Right
    behind Django's AuthenticationMiddleware; outside the admin its lazy user stays lazy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            if not request.path_info.startswith(ADMIN_PATH):
                request.user = SimpleLazyObject(lambda: admitted_user(request))
            elif answer := self.enter_admin(request):
                return answer
        return self.get_response(request)

    def enter_admin(self, request: HttpRequest) -> HttpResponse | None:
        """Set the request's user; lead to the page that sets a factor up who has to be there."""
        user = get_user(request)
        missing = what_is_missing(request, user)
        may_go_on = request.path_info.startswith((SIGN_IN_PATH, *open_paths()))
        if missing is Missing.ENROLMENT and not may_go_on:
            return HttpResponseRedirect(reverse("mfa_index"))
        request.user = AnonymousUser() if missing is Missing.FACTOR else user
        if request.user.is_authenticated:
            note_activity(request)
        return None


def admitted_user(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Return the session's user, or nobody while something is missing."""
    user = get_user(request)
    return AnonymousUser() if what_is_missing(request, user) else user


def what_is_missing(request: HttpRequest, user: AbstractBaseUser | AnonymousUser) -> Missing | None:
    """Return what keeps a session's user out; nothing where nobody is signed in."""
    if not user.is_authenticated or has_proof(request, user):
        return None
    if has_factor(user):
        return Missing.FACTOR
    return Missing.ENROLMENT if is_overdue(user) else None


def open_paths() -> tuple[str, ...]:
    """Return what pages of the admin load, and the way out."""
    names = (LOGOUT, "wagtailadmin_login", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog")
    return tuple(map(reverse, names))
