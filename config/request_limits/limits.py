"""Bounds how much one request may bring, and which bytes its address may hold."""

import re
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote_to_bytes

# Wagtail's deepest pages stay far below; browsers and proxies stop near 8 kB.
MAX_PATH_BYTES = 4096
# The filters of a list in the admin, and a `next` that holds them once more.
MAX_QUERY_BYTES = 8192
# A cookie holds 4 kB at most, and a browser sends several in one header.
MAX_HEADER_BYTES = 16 * 1024
MAX_HEADERS_BYTES = 48 * 1024

# Whoever isn't signed in sends a password, with the address to go to next; whoever is sends a post,
# whose text of a million characters takes up to four bytes each in a multipart form and twelve in
# a plain one.
MAX_STRANGERS_BODY_BYTES = 32 * 1024
MAX_BODY_BYTES = 256 * 1024
MAX_ADMIN_BODY_BYTES = 16 * 1024 * 1024
# A file of WAGTAILIMAGES_MAX_UPLOAD_SIZE and the form around it.
MAX_UPLOAD_BYTES = 24 * 1024 * 1024
ADMIN_PREFIX = "/admin/"
API_PREFIX = "/api/v3/"
UPLOADS = re.compile(r"/admin/(?:images|documents|imports)/|/api/v3/(?:images|documents)/")
# The fields of a post with 200 of the largest blocks, measured in the tests, and room to grow.
MAX_FIELDS = 30_000


class RefusedRequestError(Exception):
    """A request that is not passed on; `status` is what it is answered with."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


def check_head(environ: dict[str, Any]) -> None:
    """Check what comes before the body; raise `RefusedRequestError` with 400, 414 or 431."""
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if len(path) > MAX_PATH_BYTES or len(query) > MAX_QUERY_BYTES:
        raise RefusedRequestError(HTTPStatus.REQUEST_URI_TOO_LONG)
    sizes = [len(str(value)) for name, value in environ.items() if name.startswith("HTTP_")]
    if sizes and (max(sizes) > MAX_HEADER_BYTES or sum(sizes) > MAX_HEADERS_BYTES):
        raise RefusedRequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
    # WSGI hands bytes over as latin-1 text.
    for text in (path.encode("latin-1", "replace"), unquote_to_bytes(query)):
        check_bytes(text)


def check_bytes(text: bytes) -> None:
    """Refuse what is no UTF-8, and the null byte, which PostgreSQL can't hold."""
    try:
        text.decode()
    except UnicodeDecodeError as error:
        raise RefusedRequestError(HTTPStatus.BAD_REQUEST) from error
    if b"\x00" in text:
        raise RefusedRequestError(HTTPStatus.BAD_REQUEST)


def body_length(environ: dict[str, Any]) -> int:
    """Return the length of the body in bytes; raise `RefusedRequestError` with 400, 411 or 413.

    WSGI has no way to read a body of unknown length; Django takes it for an empty one.
    """
    if environ.get("HTTP_TRANSFER_ENCODING"):
        raise RefusedRequestError(HTTPStatus.LENGTH_REQUIRED)
    text = str(environ.get("CONTENT_LENGTH") or "0")
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise RefusedRequestError(HTTPStatus.BAD_REQUEST)
    if int(text) > max_body_bytes(environ.get("PATH_INFO", "")):
        raise RefusedRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return int(text)


def max_body_bytes(path: str) -> int:
    if UPLOADS.match(path):
        return MAX_UPLOAD_BYTES
    is_written = path.startswith((ADMIN_PREFIX, API_PREFIX))
    return MAX_ADMIN_BODY_BYTES if is_written else MAX_BODY_BYTES


def check_charset(content_type: str) -> None:
    """Refuse a form in another encoding than UTF-8; Django would read it with any codec."""
    match = re.search(r"charset\s*=\s*\"?([^\s;\"]*)", content_type, re.IGNORECASE)
    if match and match[1].lower() not in ("utf-8", "utf8"):
        raise RefusedRequestError(HTTPStatus.BAD_REQUEST)
