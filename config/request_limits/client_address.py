"""Finds the address of a client behind as many proxies as TRUSTED_PROXIES says."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings


def client_network(meta: Mapping[str, Any]) -> str:
    """Return the client's IPv4 address, or its IPv6 network of 64 bits.

    `meta` is a request's META or WSGI environment. Whoever has one IPv6 address has all of its
    network, so these are counted as one.
    """
    address = client_address(meta)
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), 64), strict=False))
    return str(address or "unknown")


def client_address(meta: Mapping[str, Any]) -> IPv4Address | IPv6Address | None:
    """Return the address of the client, None where the server knows none.

    Each of our own proxies appends the address it was asked from to X-Forwarded-For. Only what
    these wrote counts, so with TRUSTED_PROXIES at 0 the header is never read.
    """
    peer = read_address(meta.get("REMOTE_ADDR", ""))
    count = settings.TRUSTED_PROXIES
    if count < 1:
        return peer
    hops = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return (read_address(hops[-count]) if len(hops) >= count else None) or peer


def read_address(text: str) -> IPv4Address | IPv6Address | None:
    """Read an address as proxies write it; None for what is none."""
    try:
        address = ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address (without brackets) is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
