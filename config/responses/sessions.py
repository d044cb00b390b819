"""Keeps caches from storing what a session or a cookie shaped; readers have none."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header


def has_session(request: HttpRequest) -> bool:
    """Tell whether a request carries a session cookie, be it a stale or forged one."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


class PersonalAnswersMiddleware:
    """Forbid every cache to keep an answer that is one visitor's own.

    Inside whitenoise, whose files are the same for all, and outside the sessions, whose
    cookies and `Vary` it must see.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_personal(request, response):
            response.headers["Cache-Control"] = "private, no-store"
        return response


def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether an answer may differ from visitor to visitor.

    Media is the same for everyone.
    """
    if request.path_info.startswith(settings.MEDIA_URL):
        return False
    depends_on_cookies = bool(response.cookies) or has_vary_header(response, "Cookie")
    return depends_on_cookies or has_session(request)
