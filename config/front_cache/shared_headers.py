"""Sets how long browsers, and the caches between them and the site, keep public answers.

Browsers ask each time with what they have, so that what is unpublished is gone at once. A cache of
ours in front hears of each change (config/front_cache/purging.py) and keeps answers for a day; it
alone reads Surrogate-Control, and takes it off, since nobody tells those behind it. These (CDNs,
Cache- Control) keep answers for the SHARED_MAX_AGE seconds that an admin accepts.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import has_vary_header

from config.front_cache.expiry import next_expiry
from config.responses.sessions import has_session

# What search.public.http_caching.always_asked says.
ALWAYS_ASKED = "public, max-age=0, must-revalidate"
FRONT_MAX_AGE = 24 * 3600
# Seconds: of addresses that lead nowhere, which strangers make up, and of use while asking anew.
MISSING_MAX_AGE = 60
STALE_AGE = 60
SEARCH_PATH = "/search/"
# Of those that say nothing, browsers keep a 410 for as long as they like.
KEPT_STATUSES = {200, 301, 304, 404, 410}


class SharedCachesMiddleware:
    """Say how long caches may keep an answer that is the same for everyone.

    Outside config.responses.sessions, which marks what is not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = timezone.now()
        response = self.get_response(request)
        if is_for_everyone(request, response):
            left = seconds_left(after=began) if keeps_anything() else None
            headers = cache_headers(request.path_info, response.status_code, left=left)
            for name, value in headers.items():
                response.headers[name] = value
        return response


def is_for_everyone(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether any reader would get this answer; those with rules of their own keep them."""
    return (
        request.method in ("GET", "HEAD")
        and response.status_code in KEPT_STATUSES
        and response.headers.get("Cache-Control", ALWAYS_ASKED) == ALWAYS_ASKED
        and not (response.cookies or has_vary_header(response, "Cookie") or has_session(request))
        # What a proxy's password protects is not public.
        and "Authorization" not in request.headers
    )


def keeps_anything() -> bool:
    """Tell whether an admin set up any cache that need not ask each time."""
    return bool(settings.WAGTAILFRONTENDCACHE or settings.SHARED_MAX_AGE)


def seconds_left(*, after: datetime) -> float | None:
    """Return the seconds until the first expiry after a moment, below 0 where it has passed."""
    expiry = next_expiry(after=after)
    return (expiry - timezone.now()).total_seconds() if expiry else None


def cache_headers(path: str, status: int, *, left: float | None) -> dict[str, str]:
    """Return the headers of a public answer that is sent now.

    `left` is the time in seconds until the next public thing expires, which no cache may
    outlive; None where nothing will.

    must-revalidate would forbid stale-while-revalidate (RFC 9111, 5.2.2.2), so it stands where
    all must ask and not beside it. Strictly s-maxage forbids it too (5.2.2.10, 4.2.4), where
    RFC 5861 permits it and CDNs follow: either way nothing is older than the sum of both. A
    browser's use of it ends after STALE_AGE, counted from the site's answer (Age).
    """
    longest = MISSING_MAX_AGE if status in (404, 410) else FRONT_MAX_AGE
    if path.startswith(SEARCH_PATH):
        longest = 0
    headers = {"Cache-Control": ALWAYS_ASKED}
    fresh, stale = lifetime(min(longest, settings.SHARED_MAX_AGE), left)
    if fresh:
        headers["Cache-Control"] = (
            f"public, max-age=0, s-maxage={fresh}, stale-while-revalidate={stale}"
        )
    fresh, stale = lifetime(longest if settings.WAGTAILFRONTENDCACHE else 0, left)
    if fresh:
        headers["Surrogate-Control"] = f"max-age={fresh}, stale-while-revalidate={stale}"
    return headers


def lifetime(longest: int, left: float | None) -> tuple[int, int]:
    """Return the seconds that an answer is fresh and may then be used while asking anew."""
    if left is None:
        return longest, min(longest, STALE_AGE)
    rest = max(0, int(left))
    fresh = min(longest, rest)
    return fresh, min(longest, STALE_AGE, rest - fresh)
