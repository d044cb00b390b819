"""Adds the headers that every answer carries; a view's own are never changed."""

from collections.abc import Callable, Set

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from blog.html.addresses import PLAYER_ORIGINS
from config.responses.content_security import (
    admin_policy,
    header,
    public_policy,
    session_policy,
)
from config.responses.sessions import has_session

ADMIN_PATH = "/admin/"
DOCUMENTS_PATH = "/documents/"

DENIED_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read",
    "display-capture", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection",
    "local-fonts", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-create",
    "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip
# A passkey is made and asked for by these pages alone.
SIGN_IN_PATH = f"{ADMIN_PATH}sign-in/"
PASSKEYS = {"publickey-credentials-create", "publickey-credentials-get"}
PLAYER_FEATURES = ("encrypted-media", "fullscreen", "picture-in-picture")


class HeadersMiddleware:
    """The outermost middleware: it sees static files, refusals and errors too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.fixed_headers = fixed_headers()
        self.sign_in_features = permissions_policy(allowed=PASSKEYS)
        self.transport_header = transport_header()
        self.public_policy = header(public_policy())
        self.session_policy = header(session_policy())
        self.admin_policy = header(admin_policy())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = self.fixed_headers | {"Content-Security-Policy": self.policy_for(request)}
        if request.path_info.startswith(SIGN_IN_PATH):
            headers["Permissions-Policy"] = self.sign_in_features
        if self.transport_header and request.is_secure():
            headers["Strict-Transport-Security"] = self.transport_header
        for name, value in headers.items():
            if not is_kept_from_before(name, request, response):
                response.headers.setdefault(name, value)
        return response

    def policy_for(self, request: HttpRequest) -> str:
        if request.path_info.startswith(ADMIN_PATH):
            return self.admin_policy
        return self.session_policy if has_session(request) else self.public_policy


def is_kept_from_before(name: str, request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether a browser has a file's own header, which that of a 304 would replace."""
    is_own = name in ("Content-Security-Policy", "Cross-Origin-Resource-Policy")
    is_file = request.path_info.startswith((settings.MEDIA_URL, DOCUMENTS_PATH))
    return is_own and is_file and response.status_code == 304


def fixed_headers() -> dict[str, str]:
    """Return the headers that are the same on every answer."""
    return {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": permissions_policy(),
    }


def permissions_policy(allowed: Set[str] = frozenset()) -> str:
    """Return a policy that denies what a page never asks for; players may fill the screen."""
    players = " ".join(f'"{origin}"' for origin in PLAYER_ORIGINS)
    return ", ".join(
        [
            *(
                f"{feature}={'(self)' if feature in allowed else '()'}"
                for feature in DENIED_FEATURES
            ),
            *(f"{feature}=(self {players})" for feature in PLAYER_FEATURES),
            "clipboard-write=(self)",
        ]
    )


def transport_header() -> str:
    """Return the value of Strict-Transport-Security; empty where the site speaks plain http."""
    if not settings.SECURE_HSTS_SECONDS:
        return ""
    parts = [f"max-age={settings.SECURE_HSTS_SECONDS}"]
    if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        parts.append("includeSubDomains")
    if settings.SECURE_HSTS_PRELOAD:
        parts.append("preload")
    return "; ".join(parts)
