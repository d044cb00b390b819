"""Tells the empty pictures that stand where a script puts the real one."""

import re
import struct

# What draws nothing in a drawing, and what it stands in.
_NOTHING = re.compile(rb"<(?:svg|title|desc|defs|metadata|g)\b", re.IGNORECASE)
_TAG = re.compile(rb"<[a-z]", re.IGNORECASE)
_PNG, _GIF = b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a")


def is_empty_picture(data: bytes) -> bool:
    """Tell whether a picture has one pixel, or is a drawing of nothing; False where unsure."""
    if data.startswith(_PNG) and len(data) >= 24:
        return struct.unpack(">II", data[16:24]) == (1, 1)
    if data.startswith(_GIF) and len(data) >= 10:
        return struct.unpack("<HH", data[6:10]) == (1, 1)
    tags = len(_TAG.findall(data)) if b"<svg" in data[:1000].lower() else 0
    return bool(tags) and tags == len(_NOTHING.findall(data))
