"""Who asks: the address of a client, behind as many proxies as the settings name."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_network(request: HttpRequest) -> str:
    """Return the client's IPv4 address, or its IPv6 network of 64 bits.

    Whoever has one IPv6 address has all of its network, so these are counted as one.
    """
    address = client_address(request)
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), 64), strict=False))
    return str(address or "unknown")


def client_address(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """Return the address of the client, None where the server knows none.

    Each of our own proxies appends the address it was asked from to X-Forwarded-For. Only what
    these wrote counts, so with TRUSTED_PROXIES at 0 the header is never read.
    """
    peer = read_address(request.META.get("REMOTE_ADDR", ""))
    count = settings.TRUSTED_PROXIES
    if count < 1:
        return peer
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return (read_address(hops[-count]) if len(hops) >= count else None) or peer


def read_address(text: str) -> IPv4Address | IPv6Address | None:
    """Read an address as proxies write it; None for what is none."""
    try:
        address = ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
