"""Signs messages as Standard Webhooks 1.0.0 has it, so that receivers' libraries read them.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable

from blog.models.webhooks.webhook import SECRET_PREFIX


def signed_headers(
    message_id: str, body: bytes, secrets: Iterable[str], *, seconds: int
) -> dict[str, str]:
    """Return the headers that say who sent a body; `seconds` is when, since 1970.

    A signature for each secret, of which a receiver looks for one that it can make itself.
    """
    signed = b".".join((message_id.encode(), str(seconds).encode(), body))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(_signature(secret, signed) for secret in secrets),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = b64decode(secret.removeprefix(SECRET_PREFIX))
    return "v1," + b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
