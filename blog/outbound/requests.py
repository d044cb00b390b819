"""Fetches every address that the server asks: the one way out."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPException
from queue import Empty, SimpleQueue
from urllib.parse import urljoin

import certifi
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from blog.outbound.public_address import (
    ForbiddenAddressError,
    WebAddress,
    is_public,
    read_address,
)

MAX_REDIRECTS = 5
MAX_BYTES = 1024 * 1024
# Seconds for all of it: resolving, every hop, the last byte of the body.
MAX_SECONDS = 10.0
REDIRECTS = {301, 302, 303, 307, 308}
HEADERS = {"Accept-Encoding": "identity", "Connection": "close"}

Resolver = Callable[[str, int], list[str]]


class OutboundError(Exception):
    """Nothing was fetched; the message says why and may be shown to an editor."""


class ClosedError(OutboundError):
    """What was named, or redirected to, is not to be asked by this server."""


class CertificateError(OutboundError):
    """The host answers, but can't show that it is the one."""


@dataclass(frozen=True)
class Question:
    """How to ask; only of a status nothing is read but the headers, and each status is one.

    What is sent along goes to the address itself, and to none that it redirects to.
    """

    method: str = "GET"
    accept: str = "*/*"
    agent: str = "Epoch"
    is_of_status: bool = False
    max_bytes: int = MAX_BYTES
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fetched:
    """What came back: the last address, the headers (names in lower case), the body, the status."""

    url: str
    headers: Mapping[str, str]
    body: bytes
    status: int = 200


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses that the system knows for a name, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address) for *_kind, (address, *_port) in found))


def fetch(
    url: str,
    *,
    accept: str = "*/*",
    max_bytes: int = MAX_BYTES,
    max_seconds: float = MAX_SECONDS,
    resolver: Resolver = resolve,
) -> Fetched:
    """GET an address from a public machine; raise `OutboundError` for all but a 2xx answer.

    The name is resolved once a hop, every address must be public, and the connection goes to
    one of just these addresses, so that a name can't change its mind in between. The
    certificate must still be the name's. Proxies that the environment names are not used.
    """
    return _follow(url, Question(accept=accept, max_bytes=max_bytes), max_seconds, resolver)


def ask_status(
    url: str, *, method: str, agent: str, max_seconds: float, resolver: Resolver = resolve
) -> Fetched:
    """Ask a public machine as `fetch` does, for the status and the headers alone.

    Raises `OutboundError` where there is no answer.
    """
    question = Question(method=method, agent=agent, is_of_status=True)
    return _follow(url, question, max_seconds, resolver)


def send(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    agent: str,
    max_seconds: float,
    resolver: Resolver = resolve,
) -> Fetched:
    """POST a body to a public machine, for the status and the headers alone.

    A redirect is an answer like others, and is not followed. Raises `OutboundError` where there
    is no answer.
    """
    question = Question("POST", agent=agent, is_of_status=True, body=body, headers=headers)
    return _follow(url, question, max_seconds, resolver)


def _follow(url: str, question: Question, max_seconds: float, resolver: Resolver) -> Fetched:
    deadline = time.monotonic() + max_seconds
    for _ in range(MAX_REDIRECTS + 1):
        try:
            address = read_address(url)
        except ForbiddenAddressError as error:
            raise ClosedError(str(error)) from error
        addresses = _public_addresses(address, resolver, deadline)
        answer = _send_request(address, addresses, question, deadline)
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise OutboundError("The address redirects too often.")


def _public_addresses(address: WebAddress, resolver: Resolver, deadline: float) -> list[str]:
    """Resolve a host; refuse it when only one of its addresses isn't public."""
    if address.is_of_tests:
        return [address.host]
    answers: SimpleQueue[list[str]] = SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(resolver(address.host, address.port))
        except (OSError, UnicodeError):
            answers.put([])

    # The C library's look-up can't be cut short, so it is left behind.
    threading.Thread(target=look_up, daemon=True).start()
    try:
        found = answers.get(timeout=_seconds_left(deadline))
    except Empty as error:
        raise OutboundError("Resolving the host took too long.") from error
    if not found:
        raise OutboundError("The host is not known.")
    if not all(is_public(each) for each in found):
        raise ClosedError("The host is not on the public internet.")
    return found


def _send_request(
    address: WebAddress, addresses: list[str], question: Question, deadline: float
) -> Fetched | str:
    """Send the request; return the answer, or the address that it redirects to."""
    connection = _connect(address, addresses, deadline)
    # Kept apart, since the connection lets go of it once the headers are read.
    cut = threading.Timer(_seconds_left(deadline), _shut_down, [connection.sock])
    cut.daemon = True
    cut.start()
    asking = {"User-Agent": question.agent, "Accept": question.accept}
    headers = {**HEADERS, "Host": address.host_header, **asking, **question.headers}
    try:
        connection.request(
            question.method,
            address.target,
            body=question.body,
            headers=headers,
            preload_content=False,
        )
        answer = _read_answer(address, connection.getresponse(), question)
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        _seconds_left(deadline)
        raise OutboundError("The host gave no proper answer.") from error
    finally:
        cut.cancel()
        connection.close()
    _seconds_left(deadline)
    return answer


def _connect(address: WebAddress, addresses: list[str], deadline: float) -> HTTPConnection:
    """Connect to the first of the checked addresses that answers."""
    for each in addresses:
        # The timeout of one step is cut to what is left of the whole.
        timeout = _seconds_left(deadline)
        connection: HTTPConnection = HTTPConnection(each, address.port, timeout=timeout)
        if address.scheme == "https":
            connection = HTTPSConnection(
                each,
                address.port,
                timeout=timeout,
                server_hostname=address.host,
                ssl_context=_tls_context(),
            )
        try:
            connection.connect()
        except ssl.SSLCertVerificationError as error:
            connection.close()
            raise CertificateError("The host has no valid certificate.") from error
        except (HTTPError, OSError, ValueError):
            connection.close()
            continue
        return connection
    _seconds_left(deadline)
    raise OutboundError("The host can't be reached.")


@cache
def _tls_context() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def _read_answer(
    address: WebAddress, response: BaseHTTPResponse, question: Question
) -> Fetched | str:
    """Read an answer of at most so many bytes; of a redirect only where it leads."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    is_followed = question.body is None and response.status in REDIRECTS
    if is_followed and "location" in headers:
        return urljoin(address.url, headers["location"])
    if question.is_of_status:
        return Fetched(address.url, headers, b"", response.status)
    if not 200 <= response.status < 300:
        raise OutboundError(f"The host answered with status {response.status}.")
    if headers.get("content-encoding", "identity") != "identity":
        raise OutboundError("The host packed its answer without being asked.")
    return Fetched(address.url, headers, _read_body(response, question.max_bytes))


def _read_body(response: BaseHTTPResponse, max_bytes: int) -> bytes:
    body = b""
    # The read that finds nothing more is the one that complains of an answer cut short.
    while chunk := response.read(max_bytes + 1 - len(body), decode_content=False):
        body += chunk
        if len(body) > max_bytes:
            raise OutboundError("The answer is too big.")
    return body


def _shut_down(sock: socket.socket) -> None:
    """End what another thread reads from a socket, be it one byte a second."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _seconds_left(deadline: float) -> float:
    """Return the seconds that are left; raise `OutboundError` when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise OutboundError("The host took too long.")
    return left
