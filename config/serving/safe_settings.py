"""Refuses to serve with settings that would put the site or its users at risk."""

import zlib

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.request_limits.client_address import is_loopback

MIN_KEY_LENGTH = 50
MIN_TOKEN_LENGTH = 24
# Bytes that the key takes when compressed: 2,000 random keys of 50 hex digits took 48 or more,
# one that repeats itself takes half of that.
MIN_KEY_SUBSTANCE = 45
# Those of our own development and test settings among them, and how to make one.
KNOWN_KEYS = (
    "django-insecure", "development-only", "test-only", "changeme", "change-me", "token_urlsafe",
)  # fmt: skip
# Below these and two-letter countries, as in .co.uk, anyone can register a name.
REGISTRY_LABELS = {"ac", "co", "com", "edu", "gob", "gov", "gv", "ne", "net", "or", "org"}


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured, one line naming the setting, unless it is safe to serve.

    Needs the settings only; what lies on disk and in the database is for config.serving.preflight.
    """
    if settings.DEBUG:
        raise ImproperlyConfigured(
            "DEBUG is on, which shows secrets to visitors: set DJANGO_SETTINGS_MODULE to "
            "config.settings.production (`make dev` is for development)."
        )
    check_key(getattr(settings, "_wrapped", settings).SECRET_KEY)
    check_address()
    check_hosts(settings.ALLOWED_HOSTS)
    check_proxies()
    check_buckets()
    if settings.OUTBOUND_TEST_PORT is not None:
        raise ImproperlyConfigured(
            "OUTBOUND_TEST_PORT lets what editors type ask this very machine: it is for tests "
            "alone, so take it out of your settings."
        )
    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < MIN_TOKEN_LENGTH:
        raise ImproperlyConfigured(
            f"METRICS_TOKEN is too short: give it at least {MIN_TOKEN_LENGTH} random characters."
        )


def check_key(key: str) -> None:
    """Raise ImproperlyConfigured for a key that is missing, short, well known or guessable."""
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: give it at least 50 random characters, for instance from "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(50))'`."
        )
    is_short = len(key) < MIN_KEY_LENGTH
    is_known = any(known in key.lower() for known in KNOWN_KEYS)
    if is_short or is_known or len(zlib.compress(key.encode(), 9)) < MIN_KEY_SUBSTANCE:
        raise ImproperlyConfigured(
            "SECRET_KEY is too weak: set it to at least 50 random characters that nobody can guess."
        )


def check_address() -> None:
    """Raise ImproperlyConfigured unless SITE_URL is https, or plain http on this machine."""
    if settings.SITE_SCHEME not in ("http", "https") or not settings.SITE_HOST:
        raise ImproperlyConfigured("SITE_URL must be a full address such as https://example.org.")
    if not settings.IS_HTTPS and not is_loopback(settings.SITE_HOST):
        raise ImproperlyConfigured(
            "SITE_URL must start with https://: plain http is accepted for loopback only."
        )


def check_proxies() -> None:
    """Raise ImproperlyConfigured when one of two settings that belong together is missing.

    With a proxy in front and TRUSTED_PROXIES at 0 all readers are one client: 30 wrong passwords
    of anyone would keep everybody out.
    """
    if settings.SECURE_PROXY_SSL_HEADER and settings.TRUSTED_PROXIES < 1:
        raise ImproperlyConfigured(
            "TRUST_FORWARDED_PROTO is on, so a proxy stands in front: set TRUSTED_PROXIES to "
            "how many of yours add to X-Forwarded-For (1 for one)."
        )


def check_buckets() -> None:
    """Raise ImproperlyConfigured unless documents, which may be private, have a bucket apart."""
    if settings.S3_BUCKET and settings.S3_PRIVATE_BUCKET in ("", settings.S3_BUCKET):
        raise ImproperlyConfigured(
            "S3_PRIVATE_BUCKET must name a bucket of its own that nobody reads but the site: "
            "documents, which may be private, lie there (move what `documents/` of S3_BUCKET has)."
        )


def check_hosts(hosts: list[str]) -> None:
    """Raise ImproperlyConfigured when a pattern lets in names that others may own."""
    for host in hosts:
        if covers_too_much(host):
            raise ImproperlyConfigured(
                f"ALLOWED_HOSTS has {host!r}, which lets in hosts that are not yours: "
                "name each host, or a domain of your own such as .example.org."
            )


def covers_too_much(pattern: str) -> bool:
    """Tell whether a pattern is "*", as good as that, or a whole top-level domain."""
    if "*" in pattern or not pattern.strip("."):
        return True
    labels = pattern.strip(".").split(".")
    is_registry = len(labels) == 2 and labels[0] in REGISTRY_LABELS and len(labels[1]) == 2
    return pattern.startswith(".") and (len(labels) == 1 or is_registry)
