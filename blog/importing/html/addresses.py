"""Writes addresses from HTML as Markdown has them."""

import re

_UNUSABLE = re.compile(r"(?:javascript|vbscript|data|blob|about):", re.IGNORECASE)


def written_address(address: str) -> str:
    """Return an address as it may stand within brackets, empty for none that leads anywhere."""
    if _UNUSABLE.match(address):
        return ""
    address = re.sub(r"[\s<>\\\"`]", lambda match: f"%{ord(match[0]):02X}", address)
    return f"<{address}>" if re.search(r"[()*_]", address) else address


def with_title(address: str, title: str) -> str:
    """Return a written address and a title behind it, as they stand within brackets."""
    title = re.sub(r'[\\"&]', r"\\\g<0>", " ".join(title.split()))
    return f'{address} "{title}"' if title else address
