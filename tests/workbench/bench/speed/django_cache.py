"""Settings for a contender: the site with the cache that Django brings, in its own process."""
# ruff: noqa: F403, F405

from config.settings.production import *

# It keeps nothing of which a browser shall ask each time.
MIDDLEWARE.remove("config.front_cache.shared_headers.SharedCachesMiddleware")
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    *MIDDLEWARE,
    "django.middleware.cache.FetchFromCacheMiddleware",
]
CACHE_MIDDLEWARE_SECONDS = 3600
