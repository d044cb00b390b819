"""Sets up caches: Django's, of finished pages in each web worker, and those in front."""

import re

from django.core.exceptions import ImproperlyConfigured

from .environment import env, whole_number

_default = env.cache_url("CACHE_URL", default="locmemcache://epoch")
_backend = _default["BACKEND"].lower()
# Where failed logins are counted; empty counts in each process.
THROTTLE_URL = ""
if "redis" in _backend:
    _location = _default["LOCATION"]
    THROTTLE_URL = _location if isinstance(_location, str) else _location[0]
    # A lost cache slows the site down; it must not take it down.
    _default["BACKEND"] = "django_redis.cache.RedisCache"
    _default["OPTIONS"] = {
        "IGNORE_EXCEPTIONS": True,
        "SOCKET_CONNECT_TIMEOUT": 0.5,
        "SOCKET_TIMEOUT": 0.5,
    }
if "locmem" in _backend:
    _default["KEY_FUNCTION"] = "config.freshness.cache_keys.of_generation"
CACHES = {
    "default": _default,
    # Pages fetch renditions along; a cache could be filled with what was read before a change.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# Megabytes of finished pages that each web worker keeps; 0 has Django make each one.
PAGE_CACHE_MB = max(0, whole_number("PAGE_CACHE_MB", default=64, unit=" of megabytes"))

# Caches of ours in front, which are purged after each change.
FRONT_CACHE_URLS = [url.rstrip("/") for url in env.list("FRONT_CACHE_URL", default=[])]
if not all(re.fullmatch(r"https?://[^/@\s]+", url) for url in FRONT_CACHE_URLS):
    raise ImproperlyConfigured("FRONT_CACHE_URL must look like http://127.0.0.1:6081.")
WAGTAILFRONTENDCACHE = {
    url: {"BACKEND": "config.front_cache.purging.FrontCache", "LOCATION": url}
    for url in FRONT_CACHE_URLS
}
# Caches of others are not purged: the seconds that they may show what was changed meanwhile.
SHARED_MAX_AGE = max(0, whole_number("SHARED_MAX_AGE", default=0, unit=" of seconds"))
