"""Measures a zip's list of files before it is read into memory."""

import struct
from pathlib import Path

# A record at the very end of the file, before a comment of up to 64 kB.
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_MAX_COMMENT = 0xFFFF


def directory_size(file: Path) -> int:
    """Return how many bytes a zip's list of files has; 0 where none is found.

    As APPNOTE.TXT 4.3.14 and 4.3.16 have it; a larger zip's own number stands before the end.
    """
    room = _END.size + _MAX_COMMENT + _LOCATOR.size + _END_64.size
    with file.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - room))
        tail = stream.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or place + _END.size > len(tail):
        return 0
    small = _END.unpack_from(tail, place)[5]
    return max(small, _size_64(tail[:place]))


def _size_64(before: bytes) -> int:
    start = len(before) - _LOCATOR.size - _END_64.size
    if start < 0 or before[-_LOCATOR.size :][:4] != b"PK\x06\x07":
        return 0
    record = _END_64.unpack_from(before, start)
    return record[8] if record[0] == b"PK\x06\x06" else 0
