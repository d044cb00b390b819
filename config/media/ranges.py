"""Reads byte ranges of files, which browsers want for audio and video (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest

# Under WSGI, granian takes about five chunks ahead of the reader; a slow one holds a thread until
# then (`serve` holds none: config/serving/bridge.py).
# So an image of the largest size goes in five, and a range without an end, as players ask for,
# is answered with its beginning only.
CHUNK_BYTES = MAX_PART_BYTES = 4 * 1024 * 1024
RANGE_PATTERN = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def wanted_part(request: HttpRequest, *, size: int, validators: set[str]) -> range | None:
    """Return the bytes that the Range header asks for: None for all, empty for none there.

    A header that is malformed, names several ranges or goes with an If-Range that is none of
    the validators is ignored, as the standard allows.
    """
    match = RANGE_PATTERN.fullmatch(request.headers.get("Range", "").strip())
    if_range = request.headers.get("If-Range")
    if request.method != "GET" or match is None or (if_range and if_range not in validators):
        return None
    return part_between(*match.groups(), size=size)


def part_between(first: str, last: str, *, size: int) -> range | None:
    """Return the part from one written position to another; either may be missing."""
    if not first and not last:
        return None
    if not first:
        return range(max(0, size - int(last)), size)
    start = int(first)
    if not last:
        return range(start, min(start + MAX_PART_BYTES, size))
    return range(start, min(int(last) + 1, size)) if start <= int(last) else None


def read_part(file: Path, part: range) -> Iterator[bytes]:
    """Yield the bytes of a part, chunk by chunk."""
    with file.open("rb") as stream:
        stream.seek(part.start)
        rest = len(part)
        while rest and (chunk := stream.read(min(rest, CHUNK_BYTES))):
            rest -= len(chunk)
            yield chunk
