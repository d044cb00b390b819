"""What pages may load and do: the content security policies, as plain dictionaries."""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from csp.utils import build_policy
from django.conf import settings

from blog.document.addresses import PLAYER_ORIGINS

Policy = dict[str, list[str] | bool]

# The two style elements that Wagtail's rich text editor adds, the same on every page; the
# browser test names the hashes of new ones.
EDITOR_STYLES = [
    "'sha256-3Uab46OPz12xx3XRFbRt7rPRV9M0lYGzHDWruYfYlFc='",
    "'sha256-Mhr2Q/2u+/s2WzwlFRrqCw7x0IU+emukGS8Q9RtPZ44='",
]


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
    policy = public_policy()
    del policy["require-trusted-types-for"], policy["trusted-types"]
    return {
        **policy,
        "style-src": [SELF, *EDITOR_STYLES],
        "connect-src": [SELF],
        # Previews.
        "frame-src": [SELF, *PLAYER_ORIGINS],
    }


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
