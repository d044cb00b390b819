"""Writes a film as WebM: still pictures as VP8, which WebP holds too, in Matroska's frame.

Formats: RFC 9649 (WebP), RFC 9559 (Matroska). Each picture is a whole one, so a film is larger
than a codec for films would make it.
"""

import struct
from collections.abc import Sequence
from io import BytesIO

from PIL import Image

# Of WebP's encoder; drawings in few colours look well at it.
QUALITY = 30


def write_webm(frames: Sequence[Image.Image], *, per_second: int) -> bytes:
    """Return the frames, all of one size, as a film."""
    width, height = frames[0].size
    pace = 1000 // per_second
    info = _element(
        0x1549A966,
        _number(0x2AD7B1, 1_000_000),  # nanoseconds of a tick
        _element(0x4489, struct.pack(">d", pace * len(frames))),
        _element(0x4D80, b"Epoch"),
        _element(0x5741, b"Epoch"),
    )
    video = _element(0xE0, _number(0xB0, width), _number(0xBA, height))
    kind = (_number(0xD7, 1), _number(0x73C5, 1), _number(0x83, 1), _element(0x86, b"V_VP8"))
    tracks = _element(0x1654AE6B, _element(0xAE, *kind, video))
    # A second each, so that a player finds its way to any.
    clusters = [
        _cluster(frames[first : first + per_second], starts_at=pace * first, pace=pace)
        for first in range(0, len(frames), per_second)
    ]
    before = len(info) + len(tracks) + len(_cues(clusters, starts_at=0))
    cues = _cues(clusters, starts_at=before)
    head = _element(
        0x1A45DFA3,
        _element(0x4282, b"webm"),
        _number(0x4287, 2),
        _number(0x4285, 2),
    )
    return head + _element(0x18538067, info, tracks, cues, *clusters)


def _cluster(frames: Sequence[Image.Image], *, starts_at: int, pace: int) -> bytes:
    blocks = [
        _element(0xA3, b"\x81", struct.pack(">h", pace * n), b"\x80", _vp8(frame))
        for n, frame in enumerate(frames)
    ]
    return _element(0x1F43B675, _element(0xE7, starts_at.to_bytes(8)), *blocks)


def _cues(clusters: Sequence[bytes], *, starts_at: int) -> bytes:
    """Return at which second which cluster begins, in bytes from the first of the segment."""
    points = []
    for second, cluster in enumerate(clusters):
        place = _element(0xF1, starts_at.to_bytes(8))
        points.append(
            _element(0xBB, _element(0xB3, (1000 * second).to_bytes(8)),
                     _element(0xB7, _number(0xF7, 1), place))
        )  # fmt: skip
        starts_at += len(cluster)
    return _element(0x1C53BB6B, *points)


def _vp8(frame: Image.Image) -> bytes:
    """Return a picture as a key frame: what WebP has behind its heads of 20 bytes."""
    packed = BytesIO()
    frame.convert("RGB").save(packed, "WEBP", quality=QUALITY, method=1)
    data = packed.getvalue()
    size = int.from_bytes(data[16:20], "little")
    return data[20 : 20 + size]


def _element(name: int, *parts: bytes) -> bytes:
    """Return an element: its id, its length in eight bytes, what it holds."""
    content = b"".join(parts)
    id_bytes = name.to_bytes((name.bit_length() + 7) // 8)
    return id_bytes + (len(content) | 1 << 56).to_bytes(8) + content


def _number(name: int, value: int) -> bytes:
    return _element(name, value.to_bytes(max(1, (value.bit_length() + 7) // 8)))
