"""Asks the site for an address as a reader does, in this process."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, cast
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

# Kept for documentation (RFC 5737), so nobody's own and not this machine's.
READER = "192.0.2.1"


@dataclass
class Answer:
    """What the site answered; its owner closes it."""

    response: HttpResponseBase

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def location(self) -> str:
        """Return where a redirect leads; empty for any other answer."""
        return self.response.headers.get("Location", "") if 300 <= self.status < 400 else ""

    @property
    def media_type(self) -> str:
        return self.response.headers.get("Content-Type", "").partition(";")[0].strip()

    @property
    def is_file(self) -> bool:
        return self.response.streaming

    @property
    def is_for_everyone(self) -> bool:
        """Tell whether nothing in the answer is one visitor's own, as a form for a password is."""
        control = self.response.headers.get("Cache-Control", "")
        return "private" not in control and "no-store" not in control

    def chunks(self) -> Iterable[bytes]:
        if self.is_file:
            # Bytes: files are all that this site streams.
            return cast("Iterable[bytes]", cast("StreamingHttpResponse", self.response))
        return [cast("HttpResponse", self.response).content]

    def text(self) -> str:
        return b"".join(self.chunks()).decode()


def _start(status: str, headers: list[tuple[str, str]], error: Any = None, /) -> Any:
    """Take what a server would send first; the response says the same."""


class Reader:
    """An anonymous reader, past the page cache and all that counts or limits requests."""

    def __init__(self, site_url: str) -> None:
        parts = urlsplit(site_url)
        self._scheme, self._host = parts.scheme, parts.netloc
        self._name = parts.hostname or ""
        self._port = parts.port or (443 if parts.scheme == "https" else 80)
        self._handler = WSGIHandler()

    def get(self, address: str) -> Answer:
        """Return the answer to an address, which begins with a slash."""
        # The handler returns the response itself.
        response = self._handler(self._environ(address), _start)
        return Answer(response)

    def request(self, address: str) -> WSGIRequest:
        """Return the request for an address, for a page that only the export has."""
        return WSGIRequest(self._environ(address))

    def _environ(self, address: str) -> dict[str, Any]:
        path, _sign, query = address.partition("?")
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": self._name,
            "SERVER_PORT": str(self._port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self._host,
            "REMOTE_ADDR": READER,
            "wsgi.url_scheme": self._scheme,
            "wsgi.input": BytesIO(),
        }
