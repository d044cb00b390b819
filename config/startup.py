"""Refuses to serve with settings that would put the site or its users at risk."""

from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

MIN_KEY_LENGTH = 50
MIN_KEY_CHARACTERS = 5


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured, one line naming the setting, unless it is safe to serve.

    Development and tests serve with DEBUG or their own key and are let through by name.
    """
    if settings.DEBUG:
        return
    key = getattr(settings, "_wrapped", settings).SECRET_KEY
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: give it at least 50 random characters, for instance from "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(50))'`."
        )
    if (
        len(key) < MIN_KEY_LENGTH
        or len(set(key)) < MIN_KEY_CHARACTERS
        or key.startswith("django-insecure-")
    ):
        raise ImproperlyConfigured(
            "SECRET_KEY is too weak: it needs at least 50 characters that nobody can guess."
        )
    if settings.SITE_SCHEME not in ("http", "https") or not settings.SITE_HOST:
        raise ImproperlyConfigured("SITE_URL must be a full address such as https://example.org.")
    if not settings.IS_HTTPS and not is_loopback(settings.SITE_HOST):
        raise ImproperlyConfigured(
            "SITE_URL must start with https://: plain http is accepted for loopback only."
        )


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address (without brackets) is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
