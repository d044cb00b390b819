"""Builds the content security policies, which say what pages may load and do."""

import hashlib
from base64 import b64encode
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.utils import build_policy
from django.conf import settings

from blog.html.addresses import PLAYER_ORIGINS
from config.responses.theme import THEME_SCRIPT

Policy = dict[str, list[str] | bool]


def public_policy() -> Policy:
    """Return the policy of all that readers get.

    No nonce, which a cached page would repeat to everyone; scripts and styles are files, but
    for the one constant script that is told by its hash.
    """
    return {
        "default-src": [NONE],
        "script-src": [SELF, sha256(THEME_SCRIPT)],
        "style-src": [SELF],
        "img-src": [SELF, *media_origins()],
        "media-src": [SELF, *media_origins()],
        "font-src": [SELF],
        # Search suggests as one types.
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Interactive figures, which have a policy of their own.
        "frame-src": [SELF, *PLAYER_ORIGINS],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "upgrade-insecure-requests": settings.IS_HTTPS,
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
    }


def session_policy() -> Policy:
    """Return the policy of public pages with a session: Wagtail's user bar writes HTML."""
    policy = public_policy()
    del policy["require-trusted-types-for"], policy["trusted-types"]
    return policy


def admin_policy() -> Policy:
    """Return the policy of the admin: as that of the user bar, with previews in frames.

    The rich text editor draws its placeholders with style elements that name random keys, so
    these can't be told by hashes; style attributes and all inline scripts stay forbidden.
    """
    return {
        **session_policy(),
        # The cropper of pictures asks by a handler of this one word what the browser can do.
        "script-src-attr": ["'unsafe-hashes'", sha256("return;")],
        "style-src-elem": [SELF, UNSAFE_INLINE],
    }


def sha256(text: str) -> str:
    """Return the source that allows a script or handler of exactly this text."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def media_origins() -> list[str]:
    """Return where a browser gets uploaded media from, beside the site itself."""
    if not settings.PICTURES_URL:
        return []
    address = urlsplit(settings.PICTURES_URL)
    return [f"{address.scheme}://{address.netloc}"]


def header(policy: Policy) -> str:
    """Return a policy as the header says it, in an order that never changes."""
    return "; ".join(sorted(build_policy(policy).split("; ")))
