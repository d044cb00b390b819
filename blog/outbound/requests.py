"""Fetches every address that the server asks: the one way out."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from blog.outbound.connections import (
    Resolver,
    connect,
    public_addresses,
    resolve,
    seconds_left,
    shut_down,
)
from blog.outbound.errors import ClosedError, OutboundError
from blog.outbound.public_address import ForbiddenAddressError, WebAddress, read_address

MAX_REDIRECTS = 5
MAX_BYTES = 1024 * 1024
# Seconds for all of it: resolving, every hop, the last byte of the body.
MAX_SECONDS = 10.0
REDIRECTS = {301, 302, 303, 307, 308}
HEADERS = {"Accept-Encoding": "identity", "Connection": "close"}


@dataclass(frozen=True)
class Question:
    """How to ask. Where it `is_of_status`, each status is an answer, of which the headers are read.

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
        addresses = public_addresses(address, resolver, deadline)
        answer = _send_request(address, addresses, question, deadline)
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise OutboundError("The address redirects too often.")


def _send_request(
    address: WebAddress, addresses: list[str], question: Question, deadline: float
) -> Fetched | str:
    """Send the request; return the answer, or the address that it redirects to."""
    connection = connect(address, addresses, deadline)
    # Kept apart, since the connection lets go of it once the headers are read.
    cut = threading.Timer(seconds_left(deadline), shut_down, [connection.sock])
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
        seconds_left(deadline)
        raise OutboundError("The host gave no proper answer.") from error
    finally:
        cut.cancel()
        connection.close()
    seconds_left(deadline)
    return answer


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
