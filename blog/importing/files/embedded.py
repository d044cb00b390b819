"""Takes pictures that are written into a text itself (`data:` addresses) out of it for a while.

Such an address is longer than any that Markdown reads here, and a text full of them is too long
to render: short names stand in for them until the text is read.
"""

import base64
import binascii
import re
import secrets
from typing import Any
from urllib.parse import unquote_to_bytes

_START = r"data:image/[\w.+-]{1,40}(?:;[\w=.-]{1,40})*+,"
# What a stand-in begins with.
STAND_IN = "embedded-"
# In quotation marks, lines may break within; elsewhere a space or bracket ends it.
_ADDRESS = re.compile(
    rf"(?<=[\"']){_START}[A-Za-z0-9+/=%\s]++(?=[\"'])|{_START}[^\s\"'<>()\\`]++", re.IGNORECASE
)
# Whatever is shorter is read as any address is.
_MIN_LENGTH = 16


class Embedded:
    """The pictures within one text, by the names that stand in for them."""

    def __init__(self) -> None:
        self._secret = secrets.token_hex(8)
        self._typed: list[str] = []
        self._stand_in = re.compile(rf"{STAND_IN}{self._secret}-(\d+)")

    def taken_out(self, text: str) -> str:
        """Return a text with stand-ins for its `data:` addresses."""
        return _ADDRESS.sub(self._stand_in_for, text) if "data:image/" in text.lower() else text

    def put_back(self, value: Any) -> Any:
        """Return raw blocks with every address back that still stands in them, in code say."""
        if not self._typed:
            return value
        if isinstance(value, str):
            return self._stand_in.sub(lambda match: self._typed[int(match[1])], value)
        if isinstance(value, dict):
            return {key: self.put_back(child) for key, child in value.items()}
        return [self.put_back(child) for child in value] if isinstance(value, list) else value

    def address(self, stand_in: str) -> str | None:
        """Return the `data:` address that a name stands for; None for any other name."""
        match = self._stand_in.fullmatch(stand_in)
        return self._typed[int(match[1])] if match else None

    def _stand_in_for(self, match: re.Match[str]) -> str:
        if len(match[0]) < _MIN_LENGTH:
            return match[0]
        self._typed.append(match[0])
        return f"{STAND_IN}{self._secret}-{len(self._typed) - 1}"


def data_of(address: str) -> bytes | None:
    """Return the bytes that a `data:` address holds; None for none or broken ones."""
    head, comma, body = address.partition(",")
    if not comma:
        return None
    data = unquote_to_bytes(body)
    if not head.lower().endswith(";base64"):
        return data or None
    packed = b"".join(data.split())
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True) or None
    except (binascii.Error, ValueError):
        return None
