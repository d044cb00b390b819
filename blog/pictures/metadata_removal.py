"""Takes place, time and device out of pictures without touching a pixel.

Works on the container: segments of JPEG, chunks of PNG and WebP, blocks of GIF, items of AVIF.
Colour profiles and animations stay, and so does the orientation, alone in a new EXIF. What
follows the picture's end goes too: phones keep a film or a second picture there, with EXIF.
"""

import re
import struct
from collections.abc import Callable, Iterator
from io import BytesIO
from zlib import crc32

from PIL import ExifTags, Image

from blog.pictures.avif_metadata import clean_avif
from blog.pictures.limits import (
    MAX_FRAMES,
    MAX_PIXEL_CHUNKS,
    MAX_SCANS,
    MAX_SEGMENTS,
    BrokenPictureError,
    Parts,
    RefusedPictureError,
)

# A marker that is neither an escaped 0xFF nor a restart.
JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
JPEG_DROPPED = {0xE1, 0xED}  # EXIF and XMP; Photoshop's, with names of places
PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
PNG_START = b"\x89PNG\r\n\x1a\n"
WEBP_EXIF, WEBP_XMP = 0x08, 0x04


def clean_picture(data: bytes) -> bytes:
    """Return a picture without what it says about its making; raise `RefusedPictureError`.

    A format that isn't known, SVG for instance, comes back as it is.
    """
    cleaner = _cleaner_for(data)
    if cleaner is None:
        return data
    try:
        return cleaner(data)
    except RefusedPictureError:
        raise
    except (IndexError, struct.error, ValueError) as error:
        raise BrokenPictureError("The picture's file is broken.") from error


def _cleaner_for(data: bytes) -> Callable[[bytes], bytes] | None:
    if data.startswith(b"\xff\xd8"):
        return _clean_jpeg
    if data.startswith(PNG_START):
        return _clean_png
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _clean_gif
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _clean_webp
    return clean_avif if data[4:8] == b"ftyp" else None


def _orientation_exif(data: bytes) -> bytes:
    """Return a TIFF block with the picture's orientation alone; empty for an upright one."""
    try:
        with Image.open(BytesIO(data)) as image:
            orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # Pillow's parsers raise what they like at a broken EXIF
        orientation = 1
    if orientation not in range(2, 9):
        return b""
    entry = struct.pack(">HHIHH", ExifTags.Base.Orientation, 3, 1, orientation, 0)
    return b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + bytes(4)


def _clean_jpeg(data: bytes) -> bytes:
    exif = _orientation_exif(data)
    kept = [b"\xff\xd8"]
    if exif:
        body = b"Exif\x00\x00" + exif
        kept.append(b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)
    kept += [part for marker, part in _jpeg_segments(data) if marker not in JPEG_DROPPED]
    return b"".join(kept)


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each segment's marker and bytes, of scans with their pixels, until the end."""
    at, parts, scans = 2, Parts(MAX_SEGMENTS), Parts(MAX_SCANS)
    while True:
        parts.take()
        if data[at] != 0xFF:
            raise BrokenPictureError("No marker where one must be.")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            yield marker, data[at : at + 2]
            return
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA:
            scans.take()
            end = _scan_end(data, end)
        if end > len(data):
            raise BrokenPictureError("A segment is cut short.")
        yield marker, data[at:end]
        at = end


def _scan_end(data: bytes, at: int) -> int:
    """Return the place of the next marker of a segment."""
    if found := JPEG_MARKER.search(data, at):
        return found.start()
    raise BrokenPictureError("The picture has no end.")


def _clean_png(data: bytes) -> bytes:
    exif, kept, pixel_chunks = _orientation_exif(data), [PNG_START], []
    at, pixels, others = len(PNG_START), Parts(MAX_PIXEL_CHUNKS), Parts(MAX_SEGMENTS)
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        (pixels if kind == b"IDAT" else others).take()
        chunk = data[at : at + length + 12]
        if len(chunk) < length + 12:
            raise BrokenPictureError("A chunk is cut short.")
        at += length + 12
        if kind == b"IDAT":
            pixel_chunks.append(chunk)
            continue
        kept.append(_joined_pixels(pixel_chunks))
        pixel_chunks.clear()
        if kind not in PNG_DROPPED:
            kept.append(chunk)
        if kind == b"IHDR" and exif:
            kept.append(_png_chunk(b"eXIf", exif))
        if kind == b"IEND":
            return b"".join(kept)


def _joined_pixels(chunks: list[bytes]) -> bytes:
    """Return the same pixels in one chunk: decoders walk through each at every rendition."""
    if len(chunks) < 2:
        return b"".join(chunks)
    return _png_chunk(b"IDAT", b"".join(chunk[8:-4] for chunk in chunks))


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


def _clean_webp(data: bytes) -> bytes:
    exif, kept = _orientation_exif(data), []
    at, end = 12, min(len(data), struct.unpack_from("<I", data, 4)[0] + 8)
    parts = Parts(MAX_FRAMES)
    while at + 8 <= end:
        parts.take()
        kind, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise BrokenPictureError("A chunk is cut short.")
        at += 8 + length + length % 2
        if kind == b"VP8X":
            flags = body[0] & ~(WEBP_EXIF | WEBP_XMP) | (WEBP_EXIF if exif else 0)
            body = bytes([flags]) + body[1:]
        if kind not in (b"EXIF", b"XMP "):
            kept.append(_webp_chunk(kind, body))
    if exif:
        kept.append(_webp_chunk(b"EXIF", exif))
    chunks = b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _webp_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def _clean_gif(data: bytes) -> bytes:
    at = 13 + _colour_table_size(data[10])
    kept, parts, frames = [data[:at]], Parts(), Parts(MAX_FRAMES)
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:
            frames.take()
            at = _after_blocks(data, at + 11 + _colour_table_size(data[at + 9]), parts)
        elif data[at] == 0x21:
            at = _after_blocks(data, at + 2, parts)
        else:
            raise BrokenPictureError("An unknown block.")
        block = data[start:at]
        is_comment = block[1] == 0xFE or block[3:14] == b"XMP DataXMP"
        if data[start] == 0x2C or not is_comment:
            kept.append(block)
    return b"".join([*kept, b"\x3b"])


def _colour_table_size(packed: int) -> int:
    """Return the bytes of a colour table, by the field that announces it."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _after_blocks(data: bytes, at: int, parts: Parts) -> int:
    """Return the place after a chain of blocks, which one of no length ends."""
    while data[at]:
        parts.take()
        at += data[at] + 1
    parts.take()
    return at + 1
