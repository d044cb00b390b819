"""Fetches the pictures that texts name on other hosts, within bounds for a whole import."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from posixpath import basename
from urllib.parse import unquote, urlsplit

from django.conf import settings

from blog.outbound.errors import OutboundError
from blog.outbound.requests import Fetched, fetch

Get = Callable[..., Fetched]

ACCEPT = "image/avif,image/webp,image/png,image/jpeg,image/gif,image/svg+xml;q=0.9"


class NotFetchedError(Exception):
    """A remote picture that did not come; its message says why."""


@dataclass(frozen=True)
class Bounds:
    """What one import may ask of other hosts: pictures, bytes, and seconds in all and for each.

    A host that failed so often is not asked again: each try may wait for all of its seconds.
    """

    pictures: int = 5_000
    total_bytes: int = 2 * 1024**3
    total_seconds: float = 2 * 3600
    seconds: float = 20
    failures: int = 5


class Fetcher:
    """Fetches pictures by the one way out, and counts what they cost."""

    def __init__(self, *, get: Get = fetch, bounds: Bounds | None = None) -> None:
        self._get = get
        self._bounds = bounds or Bounds()
        self._pictures = self._bytes = 0
        self._deadline = time.monotonic() + self._bounds.total_seconds
        self._failures: Counter[str] = Counter()

    def fetch(self, address: str) -> tuple[str, bytes]:
        """Return the name and the bytes of a file; raise `NotFetchedError`."""
        url = web_url(address)
        host = _host_of(url)
        self._refuse_past_bounds(host)
        self._pictures += 1
        try:
            fetched = self._get(
                url,
                accept=ACCEPT,
                max_bytes=self._most_bytes(),
                max_seconds=min(self._bounds.seconds, self._deadline - time.monotonic()),
            )
        except OutboundError as error:
            self._failures[host] += 1
            raise NotFetchedError(str(error)) from error
        self._failures.pop(host, None)
        self._bytes += len(fetched.body)
        return _file_name_of(url), fetched.body

    def _refuse_past_bounds(self, host: str) -> None:
        if self._failures[host] >= self._bounds.failures:
            raise NotFetchedError("The host failed too often and is not asked again.")
        if self._pictures >= self._bounds.pictures:
            raise NotFetchedError("This import has fetched as many pictures as it may.")
        if self._most_bytes() <= 0:
            raise NotFetchedError("This import has fetched as many bytes as it may.")
        if time.monotonic() >= self._deadline:
            raise NotFetchedError("This import has no time left to fetch pictures.")

    def _most_bytes(self) -> int:
        left = self._bounds.total_bytes - self._bytes
        return min(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, left)


def web_url(address: str) -> str:
    """Return an address as it is asked for: with a scheme, without a fragment."""
    address = address.strip().partition("#")[0].replace(" ", "%20")
    return f"https:{address}" if address.startswith("//") else address


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _file_name_of(url: str) -> str:
    name = unquote(basename(urlsplit(url).path.rstrip("/"))).replace("/", "-").replace("\0", "")
    return name[-100:] or "picture"
