"""Recognises by a signed cookie a browser in which an account was signed in before."""

import hashlib
import secrets

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

from config.request_limits.throttle import normal_form

COOKIE = "known_browser"
# Of the second factor's form: who knows a password has the other one.
FACTOR_COOKIE = "known_browser_code"
SECONDS = 90 * 24 * 3600
SALT = "config.request_limits.known_browser"


def known_browser(request: HttpRequest, account: str, cookie: str = COOKIE) -> str | None:
    """Return the number of a browser that signed this account in before; None for another's.

    Whoever has the cookie knew the password once; it opens nothing by itself.
    """
    try:
        value = TimestampSigner(salt=SALT).unsign(request.COOKIES.get(cookie, ""), max_age=SECONDS)
    except BadSignature:
        return None
    number, _, owner = value.partition("-")
    return number if owner == digest(account) else None


def remember_browser(
    request: HttpRequest, response: HttpResponse, account: str, cookie: str = COOKIE
) -> None:
    """Give a browser its cookie, which it shows to this login form and nowhere else."""
    number = known_browser(request, account, cookie) or secrets.token_hex(12)
    response.set_cookie(
        cookie,
        TimestampSigner(salt=SALT).sign(f"{number}-{digest(account)}"),
        max_age=SECONDS,
        path=request.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def digest(account: str) -> str:
    return hashlib.sha256(normal_form(account).encode(errors="replace")).hexdigest()
