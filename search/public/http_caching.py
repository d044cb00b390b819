"""Tells caches what they may do with answers to programs, and answers 304 where it can."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from hashlib import blake2b
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe

View = Callable[..., HttpResponse]


class ShapedResponse(HttpResponse):
    """A response that says what of its request it was made by."""

    shaped_by: set[str]


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


def shaped_by(
    *, parameters: Iterable[str] = (), headers: Iterable[str] = ()
) -> Callable[[View], View]:
    """Return a decorator that names what a view reads besides the address and `page`.

    Kept pages are made from these alone and are the same for all, so its answers are made for
    each reader. In development a view that reads what it doesn't name is warned of.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def named(*args: Any, **kwargs: Any) -> HttpResponse:
            response = view(*args, **kwargs)
            patch_cache_control(response, private=True)
            if headers:
                patch_vary_headers(response, headers)
            shaped = cast("ShapedResponse", response)
            shaped.shaped_by = {*parameters, *headers}
            return shaped

        return named

    return decorate


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
    if answer is not None and answer is not unchanged:
        return answer
    response = always_asked(make())
    for name, value in headers.items():
        response.headers[name] = value
    return response
