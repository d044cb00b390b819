"""Blanks EXIF and XMP in AVIF files, in place: every other byte stays where it was.

The boxes are those of ISO/IEC 14496-12: `iinf` names the items of a file, `iloc` says where
each one's bytes are. An AVIF's orientation is a property of its own and not in the EXIF.
"""

import struct
from collections.abc import Iterator

from blog.pictures.limits import Parts

# A picture of 25 megapixels in the smallest tiles that encoders make has 1,600 of them.
MAX_BOXES = 20_000
# No offset, then a TIFF block without entries; decoders refuse an EXIF that is none.
EMPTY_EXIF = bytes(4) + b"MM\x00*" + struct.pack(">IHI", 8, 0, 0)
XMP_TYPE = b"application/rdf+xml\x00"


def clean_avif(data: bytes) -> bytes:
    """Return the file with empty EXIF and XMP; raise ValueError or struct.error if broken.

    Boxes, items and extents are counted over the whole file, whose number of levels is fixed:
    `CostlyPictureError` when they are too many. So are the bytes that are blanked.
    """
    out, parts, blanked = bytearray(data), Parts(MAX_BOXES), Parts(len(data))
    for kind, start, end in _boxes(data, 0, len(data), parts):
        if kind == b"meta":
            _clean_meta(out, start + 4, end, parts, blanked)
    return bytes(out)


def _clean_meta(out: bytearray, start: int, end: int, parts: Parts, blanked: Parts) -> None:
    boxes = {kind: (first, last) for kind, first, last in _boxes(out, start, end, parts)}
    if b"iinf" not in boxes or b"iloc" not in boxes:
        return
    kinds = dict(_metadata_items(out, *boxes[b"iinf"], parts))
    idat, _last = boxes.get(b"idat", (0, 0))
    iloc, _last = boxes[b"iloc"]
    for item, first, length in _extents(out, iloc, idat, parts):
        if item in kinds:
            if first + length > len(out):
                raise ValueError("An item lies past the end.")
            blanked.take(length)
            filler = EMPTY_EXIF if kinds[item] == b"Exif" else b""
            pad = b"\x00" if filler else b" "
            out[first : first + length] = filler[:length].ljust(length, pad)


def _boxes(
    data: bytes | bytearray, at: int, end: int, parts: Parts
) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind, start and end of the content of each box."""
    while at + 8 <= end:
        parts.take()
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        size = size or end - at
        if size < head or at + size > end:
            raise ValueError("A box is cut short.")
        yield bytes(kind), at + head, at + size
        at += size


def _metadata_items(
    data: bytearray, start: int, end: int, parts: Parts
) -> Iterator[tuple[int, bytes]]:
    """Yield id and kind of the items that hold EXIF or XMP."""
    first = start + (6 if data[start] == 0 else 8)
    for kind, at, last in _boxes(data, first, end, parts):
        if kind != b"infe" or data[at] < 2:
            continue
        form = ">HH4s" if data[at] == 2 else ">IH4s"
        item, _, item_type = struct.unpack_from(form, data, at + 4)
        if item_type == b"Exif" or (item_type == b"mime" and XMP_TYPE in data[at:last]):
            yield item, bytes(item_type)


def _extents(data: bytearray, at: int, idat: int, parts: Parts) -> Iterator[tuple[int, int, int]]:
    """Yield item, place in the file and length of each run of bytes that `iloc` lists."""
    version = data[at]
    sizes = data[at + 4] >> 4, data[at + 4] & 15, data[at + 5] >> 4, data[at + 5] & 15
    offset_size, length_size, base_size, index_size = sizes
    wide = 4 if version == 2 else 2
    read, at = _read_number, at + 6
    count, at = read(data, at, wide)
    for _ in range(count):
        parts.take()
        item, at = read(data, at, wide)
        method, at = read(data, at, 2) if version else (0, at)
        base, at = read(data, at + 2, base_size)
        extents, at = read(data, at, 2)
        for _ in range(extents):
            parts.take()
            _, at = read(data, at, index_size if version else 0)
            offset, at = read(data, at, offset_size)
            length, at = read(data, at, length_size)
            yield item, base + offset + (idat if method & 15 == 1 else 0), length


def _read_number(data: bytearray, at: int, size: int) -> tuple[int, int]:
    """Return a number of `size` bytes, and the place after it."""
    if at + size > len(data):
        raise ValueError("A list is cut short.")
    return int.from_bytes(data[at : at + size], "big"), at + size
