"""What caches may do with answers to programs, and answers to those that have them already."""

from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, parse_http_date_safe


def always_asked(response: HttpResponse) -> HttpResponse:
    """Let caches keep an answer, but ask each time: what is unpublished is gone at once."""
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def fingerprint(*parts: object) -> str:
    """Return a weak ETag of all that an answer is made of; the parts' `repr` must tell them."""
    digest = blake2b(digest_size=12)
    for part in parts:
        digest.update(repr(part).encode("utf-8", "surrogatepass") + b"\0")
    return f'W/"{digest.hexdigest()}"'


def answer_if_changed(
    request: HttpRequest,
    make: Callable[[], HttpResponse],
    *,
    etag: str,
    changed_at: datetime | None = None,
) -> HttpResponse:
    """Answer 304 to whoever has what `etag` names, else with what `make` makes.

    Caches ask each time. A date alone is believed only where it is the very one that was sent,
    as nginx has it: what was unpublished leaves an older date behind.
    """
    stamp = int(changed_at.timestamp()) if changed_at else None
    headers = {"ETag": etag} | ({"Last-Modified": http_date(stamp)} if stamp else {})
    unchanged = always_asked(HttpResponse(headers=headers))
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    known = stamp if since in (None, stamp) else None
    answer = get_conditional_response(request, etag, known, response=unchanged)
    if answer is not unchanged:
        return answer
    response = always_asked(make())
    for name, value in headers.items():
        response.headers[name] = value
    return response
