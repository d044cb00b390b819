"""Puts the page cache in front of Django, as the settings say."""

from collections.abc import Callable

from django.conf import settings

from config.freshness.announcing import begin_process, generation
from config.front_cache.expiry import next_expiry
from config.front_cache.shared_headers import cache_headers
from config.page_cache.cache import Application, PageCache
from config.page_cache.expiry import ExpiryReader
from config.page_cache.observing import observer


def with_page_cache(application: Application) -> Application:
    """Return an application that answers from finished pages; the same with PAGE_CACHE_MB=0."""
    begin_process()
    if not settings.PAGE_CACHE_MB:
        return application
    current: Callable[[], bytes] = generation().current
    return PageCache(
        application,
        max_bytes=settings.PAGE_CACHE_MB * 1024 * 1024,
        generation=current,
        next_expiry=ExpiryReader(next_expiry, current),
        lifetime=lambda path, status, left: cache_headers(path, status, left=left),
        observe=observer(),
    )
