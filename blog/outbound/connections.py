"""Connects to public machines alone, each step before a deadline."""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from queue import Empty, SimpleQueue

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from blog.outbound.errors import CertificateError, ClosedError, OutboundError
from blog.outbound.public_address import WebAddress, is_public

# Returns the addresses of a host, by its name and a port.
Resolver = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses that the system knows for a name, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address) for *_kind, (address, *_port) in found))


def public_addresses(address: WebAddress, resolver: Resolver, deadline: float) -> list[str]:
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
        found = answers.get(timeout=seconds_left(deadline))
    except Empty as error:
        raise OutboundError("Resolving the host took too long.") from error
    if not found:
        raise OutboundError("The host is not known.")
    if not all(is_public(each) for each in found):
        raise ClosedError("The host is not on the public internet.")
    return found


def connect(address: WebAddress, addresses: list[str], deadline: float) -> HTTPConnection:
    """Connect to the first of the checked addresses that answers."""
    for each in addresses:
        # The timeout of one step is cut to what is left of the whole.
        timeout = seconds_left(deadline)
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
    seconds_left(deadline)
    raise OutboundError("The host can't be reached.")


@cache
def _tls_context() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())


def shut_down(sock: socket.socket) -> None:
    """End what another thread reads from a socket, be it one byte a second."""
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def seconds_left(deadline: float) -> float:
    """Return the seconds that are left; raise `OutboundError` when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise OutboundError("The host took too long.")
    return left
