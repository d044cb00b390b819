"""One request, as a browser sends it or plain, and the bytes that came back."""

import gzip
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

PLAIN = {"Accept-Encoding": "identity"}
BROWSER = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, br",
    "Accept-Language": "en",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)",
}


@dataclass(frozen=True)
class Answer:
    """What a server sent."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> bytes:
        """The body without its compression."""
        coding = self.headers.get("Content-Encoding", "")
        if coding == "gzip":
            return gzip.decompress(self.body)
        if coding == "br":
            import brotli

            return brotli.decompress(self.body)
        return self.body


def get(url: str, headers: dict[str, str] = PLAIN) -> Answer:
    """Ask for an address on a connection of its own; names of headers are as usual."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request(
            "GET", url.removeprefix(f"{parts.scheme}://{parts.netloc}"), headers=headers
        )
        response = connection.getresponse()
        named = {name.title(): value for name, value in response.getheaders()}
        return Answer(response.status, named, response.read())
    finally:
        connection.close()
