"""Warns of a proxy in front that TRUSTED_PROXIES doesn't count."""

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from config.request_limits.client_address import read_address

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
WARNING = (
    "A proxy forwards requests, but TRUSTED_PROXIES is 0: all readers behind it count as one "
    "client, so that 30 wrong passwords of anyone keep everybody out. Set TRUSTED_PROXIES to how "
    "many proxies of yours add to X-Forwarded-For."
)

logger = logging.getLogger(__name__)
_seen: set[str] = set()


def warn_of_unknown_proxy(meta: Mapping[str, Any]) -> None:
    """Warn, once in a process, of a proxy that a request with a password came through.

    From an address of the site's own network: what anyone else writes proves nothing.
    """
    if settings.TRUSTED_PROXIES or _seen or not any(name in meta for name in FORWARDED):
        return
    peer = read_address(meta.get("REMOTE_ADDR", ""))
    if peer is not None and peer.is_private:
        _seen.add(str(peer))
        logger.warning(WARNING)


def is_proxy_unknown() -> bool:
    """Tell whether this process saw such a request."""
    return bool(_seen)
