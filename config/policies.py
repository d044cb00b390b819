"""What pages may load and do: the content security policies, as plain dictionaries."""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.utils import build_policy
from django.conf import settings

from blog.document.addresses import PLAYER_ORIGINS

Policy = dict[str, list[str] | bool]


def public_policy() -> Policy:
    """The policy of all that readers get.

    No nonce, which a cached page would repeat to everyone; scripts and styles are files.
    """
    return {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, *media_origins()],
        "font-src": [SELF],
        "frame-src": [*PLAYER_ORIGINS],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "upgrade-insecure-requests": settings.IS_HTTPS,
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
    }


def admin_policy() -> Policy:
    """The policy of the admin and, for the user bar, of pages shown to a session."""
    policy = public_policy() | {
        "connect-src": [SELF],
    }
    for name in ("require-trusted-types-for", "trusted-types"):
        del policy[name]
    policy["frame-src"] = [SELF, *PLAYER_ORIGINS]
    return policy


def media_origins() -> list[str]:
    """Where a browser gets uploaded media from, beside the site itself."""
    if not settings.S3_BUCKET:
        return []
    options = settings.STORAGES["default"]["OPTIONS"]
    if domain := options["custom_domain"]:
        return [f"https://{domain}"]
    if endpoint := options["endpoint_url"]:
        address = urlsplit(endpoint)
        return [f"{address.scheme}://{address.netloc}"]
    region = f".{options['region_name']}" if options["region_name"] else ""
    return [f"https://{settings.S3_BUCKET}.s3{region}.amazonaws.com"]


def header(policy: Policy) -> str:
    """Return a policy as the header says it, in an order that never changes."""
    return "; ".join(sorted(build_policy(policy).split("; ")))
