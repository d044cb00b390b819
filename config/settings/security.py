"""Sets transport security by the scheme of SITE_URL; cookies, proxies and passwords."""

from .environment import env, whole_number
from .site import SITE_SCHEME, SITE_URL

IS_HTTPS = SITE_SCHEME == "https"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# The preview of a page is a frame of the admin's own origin.
X_FRAME_OPTIONS = "SAMEORIGIN"
# Subdomains and preloading (W005, W021) reach beyond this site, so an admin switches them on;
# the preview needs frames of our own (W019); the image holds libraries' static files only as they
# were collected (W001).
SILENCED_SYSTEM_CHECKS = [
    "security.W005",
    "security.W021",
    "security.W019",
    "wagtailadmin.W001",
]

_prefix = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{_prefix}sessionid"
CSRF_COOKIE_NAME = f"{_prefix}csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]

if env.bool("TRUST_FORWARDED_PROTO", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of ours stand in front, each adding to X-Forwarded-For; 0 never reads it.
TRUSTED_PROXIES = whole_number("TRUSTED_PROXIES", default=0)

# A port of this machine's loopback that the server may ask itself; for tests alone.
OUTBOUND_TEST_PORT: int | None = None

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
