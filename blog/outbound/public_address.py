"""Decides which addresses the server itself may ask: public machines, usual ports."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

import idna
from django.conf import settings

MAX_URL_LENGTH = 2048
PORTS = {"http": 80, "https": 443}
# Space, control characters and the backslash are read differently by different parsers.
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
LOOPBACK = "127.0.0.1"
_QUOTABLE_PATH = "/%:@!$&'()*+,;=~"

# `is_global` of older Pythons lets some of these through; the last is Azure's metadata service,
# which answers on an address that looks public.
_CLOSED_V4 = [
    *map(ip_network, ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8"]),
    *map(ip_network, ["169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24"]),
    *map(ip_network, ["192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"]),
    *map(ip_network, ["203.0.113.0/24", "224.0.0.0/3", "168.63.129.16/32"]),
]
_GLOBAL_V6 = ip_network("2000::/3")
# Teredo and the rest of the protocol block, documentation, 6to4: they lead elsewhere.
_CLOSED_V6 = [ip_network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
# The way from an IPv6-only network to an IPv4 address, which stands in its last 32 bits.
_NAT64 = ip_network("64:ff9b::/96")


class ForbiddenAddressError(ValueError):
    """An address that the server does not ask; the message says why."""


@dataclass(frozen=True)
class WebAddress:
    """A checked address in its parts; `host` is ASCII, `target` what the request line names."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host_header}{self.target}"

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def is_of_tests(self) -> bool:
        """Whether it is the one port of this machine that tests let through."""
        return self.host == LOOPBACK and self.port == settings.OUTBOUND_TEST_PORT


def read_address(url: str) -> WebAddress:
    """Take an http or https address apart; raise `ForbiddenAddressError` for any other.

    No user name, no other port than the scheme's own, nothing that parsers disagree on. The
    name is not resolved here.
    """
    if len(url) > MAX_URL_LENGTH or _FORBIDDEN.search(url):
        raise ForbiddenAddressError("The address is too long or holds forbidden characters.")
    try:
        parts = urlsplit(url)
        name, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ForbiddenAddressError("This is no address.") from error
    if parts.scheme not in PORTS:
        raise ForbiddenAddressError("Only http and https addresses are fetched.")
    if "@" in parts.netloc:
        raise ForbiddenAddressError("An address with a user name is not fetched.")
    path = quote(parts.path or "/", safe=_QUOTABLE_PATH)
    query = "?" + quote(parts.query, safe=_QUOTABLE_PATH + "?") if parts.query else ""
    usual = PORTS[parts.scheme]
    address = WebAddress(parts.scheme, _ascii_host(name), port or usual, path + query)
    if port not in (None, usual) and not address.is_of_tests:
        raise ForbiddenAddressError("Only the usual ports are asked.")
    return address


def _ascii_host(name: str) -> str:
    """Return a name as DNS has it: full-width digits and dots made plain, one end dot dropped."""
    try:
        return str(ip_address(name))
    except ValueError:
        pass
    try:
        host = idna.encode(name, uts46=True, std3_rules=True).decode().removesuffix(".")
    except (idna.IDNAError, UnicodeError) as error:
        raise ForbiddenAddressError("The host has no valid name.") from error
    last = host.rpartition(".")[2]
    if last.isdigit() or re.fullmatch("0x[0-9a-f]*", last):
        # 127.1, 0x7f000001, 2130706433: what the C library takes for an IPv4 address.
        try:
            return str(IPv4Address(host))
        except ValueError as error:
            raise ForbiddenAddressError("The host is an odd spelling of a number.") from error
    return host


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet, whatever wraps it."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip in _NAT64 and ip.scope_id is None:
        ip = IPv4Address(int(ip) & 0xFFFFFFFF)
    if isinstance(ip, IPv4Address):
        return ip.is_global and not any(ip in network for network in _CLOSED_V4)
    is_open = ip in _GLOBAL_V6 and not any(ip in network for network in _CLOSED_V6)
    return ip.scope_id is None and ip.is_global and is_open
