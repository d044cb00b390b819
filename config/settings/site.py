"""Sets where the site runs: its key, folders, addresses, language and time zone."""

from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured

from .environment import env, refusing, whole_number

BASE_DIR = Path(__file__).resolve().parents[2]

DEBUG = False
# Empty when missing, so that collectstatic and check run without one;
# config.serving.safe_settings refuses to serve with a missing or weak key.
with refusing("SECRET_KEY_FILE can't be read: {}."):
    SECRET_KEY = env.str("SECRET_KEY", default="")

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
# What `/readyz` and error reports name beside the version; the image has it from its build.
REVISION = env.str("REVISION", default="")
HOST = env.str("HOST", default="127.0.0.1")
PORT = whole_number("PORT", default=8000)
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
with refusing("SITE_URL is no address: {}."):
    _address = urlsplit(SITE_URL)
    SITE_SCHEME, SITE_HOST, _ = _address.scheme, _address.hostname or "", _address.port
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "::1"]

_own_hosts = LOOPBACK_HOSTS if SITE_HOST in LOOPBACK_HOSTS else [SITE_HOST]
# Django compares IPv6 addresses in brackets.
ALLOWED_HOSTS = [
    *env.list("ALLOWED_HOSTS", default=[]),
    *(f"[{host}]" if ":" in host else host for host in _own_hosts),
]

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [(LANGUAGE_CODE, LANGUAGE_CODE)]
FORMAT_MODULE_PATH = "config.locale"
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
if TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(f"TIME_ZONE {TIME_ZONE} is not known: name one like Europe/Berlin.")
USE_TZ = True
