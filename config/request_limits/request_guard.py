"""Guards the site's front door: a WSGI wrapper that bounds each request before Django.

For other servers than that of `serve`, which receives bodies by `config.serving.bridge`.
"""

import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from queue import Empty, SimpleQueue
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.request_limits.limits import (
    MAX_STRANGERS_BODY_BYTES,
    RefusedRequestError,
    body_length,
    check_bytes,
    check_charset,
    check_head,
)
from config.request_limits.senders import signed_in_user

# A body must arrive within this, and at this pace: a slow line still brings 20 MB.
BODY_SECONDS = 10.0
BODY_BYTES_PER_SECOND = 50_000
# Fewer than a server's threads, so that slow bodies never keep readers waiting.
MAX_BODIES = 5
CHUNK_BYTES = 64 * 1024
IN_MEMORY_BYTES = 1024 * 1024
FORM_TYPE = "application/x-www-form-urlencoded"

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class RequestGuard:
    """Pass requests of decent size and spelling on, with their bodies read; refuse others."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.bodies = threading.BoundedSemaphore(MAX_BODIES)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            check_head(environ)
            if length := body_length(environ):
                check_charset(environ.get("CONTENT_TYPE", ""))
                environ["wsgi.input"] = self.receive(environ, length)
                check_form_of(environ)
        except RefusedRequestError as refusal:
            return refuse(refusal.status, start_response)
        return self.application(environ, start_response)

    def receive(self, environ: Environ, length: int) -> IO[bytes]:
        """Read a body as one of a few; raise `RefusedRequestError` (400, 408, 413, 503)."""
        if length > MAX_STRANGERS_BODY_BYTES and signed_in_user(environ) is None:
            raise RefusedRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not self.bodies.acquire(timeout=0.05):
            raise RefusedRequestError(HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            return receive_in_time(environ["wsgi.input"], length)
        finally:
            self.bodies.release()


def check_form_of(environ: Environ) -> None:
    """Raise `RefusedRequestError`, and let go of the body, when its values can't be text."""
    if not environ.get("CONTENT_TYPE", "").startswith(FORM_TYPE):
        return
    body = environ["wsgi.input"]
    try:
        check_bytes(unquote_to_bytes(body.read()))
    except RefusedRequestError:
        body.close()
        raise
    body.seek(0)


def receive_in_time(stream: IO[bytes], length: int) -> IO[bytes]:
    """Return a file with a body of this length; the longer, the more time it may take."""
    deadline = time.monotonic() + BODY_SECONDS + length / BODY_BYTES_PER_SECOND
    answers: SimpleQueue[IO[bytes] | None] = SimpleQueue()

    def read() -> None:
        answers.put(copy_body(stream, length, deadline))

    # The server offers no time limit for a read, so a body that stops coming is left behind;
    # this thread ends with the connection.
    threading.Thread(target=read, daemon=True).start()
    try:
        body = answers.get(timeout=max(0, deadline - time.monotonic()))
    except Empty as error:
        raise RefusedRequestError(HTTPStatus.REQUEST_TIMEOUT) from error
    if body is None:
        raise RefusedRequestError(HTTPStatus.BAD_REQUEST)
    return body


def copy_body(stream: IO[bytes], length: int, deadline: float) -> IO[bytes] | None:
    """Return a file with the body, or None when it is shorter than announced."""
    body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115  (closed later)
    rest = length
    try:
        while rest and time.monotonic() < deadline:
            chunk = stream.read(min(rest, CHUNK_BYTES))
            if not chunk:
                break
            body.write(chunk)
            rest -= len(chunk)
    except OSError:
        rest = length
    if rest:
        body.close()
        return None
    body.seek(0)
    return body


def refuse(status: HTTPStatus, start_response: StartResponse) -> list[bytes]:
    """Answer with a small page that says what was wrong."""
    page = format_html(
        '<!doctype html><html lang="{}"><meta charset="utf-8"><title>{}</title>'
        '<meta name="viewport" content="width=device-width"><h1>{}</h1><p>{}</p></html>',
        get_language() or "en",
        status.phrase,
        _("This request can't be answered"),
        explanation(status),
    ).encode()
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(page)),
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        # What is left of the body would be taken for the next request.
        "Connection": "close",
    }
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        headers["Retry-After"] = "10"
    start_response(f"{status.value} {status.phrase}", list(headers.items()))
    return [page]


def explanation(status: HTTPStatus) -> str:
    """Return what a person can do about a refusal."""
    match status:
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return _(
                "What was sent is too big. Send a smaller file or a shorter text. If you are no "
                "longer signed in, sign in in another tab, then go back and send it again."
            )
        case HTTPStatus.REQUEST_URI_TOO_LONG:
            return _("The address is too long.")
        case HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
            return _("The browser sent too much about itself. Deleting this site's cookies helps.")
        case HTTPStatus.LENGTH_REQUIRED:
            return _("What was sent doesn't say how long it is.")
        case HTTPStatus.REQUEST_TIMEOUT:
            return _("It took too long to arrive. Please try again.")
        case HTTPStatus.SERVICE_UNAVAILABLE | HTTPStatus.TOO_MANY_REQUESTS:
            return _("Too much is arriving at once. Please try again in a moment.")
    return _("The address or the form holds characters that can't be read.")
