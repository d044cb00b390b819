"""Pictures with a place in them, made by Pillow, in every format that the library takes."""

from io import BytesIO
from zlib import crc32

import pytest
from PIL import ExifTags, Image, ImageSequence

from blog.pictures.metadata_removal import BrokenPictureError, clean_picture
from tests.blog.pictures.with_a_place import SECRET, picture

FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF"]


def pixels(data: bytes) -> list[bytes]:
    with Image.open(BytesIO(data)) as image:
        return [frame.convert("RGB").tobytes() for frame in ImageSequence.Iterator(image)]


@pytest.mark.parametrize("form", FORMATS)
def test_the_place_goes_and_the_picture_stays(form):
    dirty = picture(form)
    assert SECRET in dirty
    clean = clean_picture(dirty)
    assert SECRET not in clean
    assert pixels(clean) == pixels(dirty)
    with Image.open(BytesIO(clean)) as image, Image.open(BytesIO(dirty)) as before:
        assert image.format == form
        assert not image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        assert not image.info.get("xmp", b"").strip()
        assert image.info.get("icc_profile") == before.info.get("icc_profile")
        assert getattr(image, "n_frames", 1) == (1 if form in ("JPEG", "AVIF") else 2)
        assert image.info.get("duration") == before.info.get("duration")
        assert image.info.get("loop") == before.info.get("loop")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_orientation_stays(form, orientation):
    with Image.open(BytesIO(clean_picture(picture(form, orientation=orientation)))) as image:
        assert image.getexif().get(ExifTags.Base.Orientation, 1) == orientation


def test_pixels_in_thousands_of_chunks_are_kept_in_one():
    whole = picture("PNG", is_animated=False)
    at = whole.index(b"IDAT") - 4
    length = int.from_bytes(whole[at : at + 4])
    body = whole[at + 8 : at + 8 + length]
    chunks = b"".join(
        b"\0\0\0\1IDAT" + byte + crc32(b"IDAT" + byte).to_bytes(4)
        for byte in (body[n : n + 1] for n in range(length))
    )
    torn = whole[:at] + chunks + whole[at + length + 12 :]
    kept = clean_picture(torn)
    assert (torn.count(b"IDAT"), kept.count(b"IDAT")) == (length, 1)
    assert pixels(kept) == pixels(whole)


@pytest.mark.parametrize("form", FORMATS)
def test_cleaning_twice_changes_nothing_more(form):
    clean = clean_picture(picture(form))
    assert clean_picture(clean) == clean


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_follows_the_picture_goes(form):
    dirty = picture(form)
    assert clean_picture(dirty + picture("JPEG")) == clean_picture(dirty)


@pytest.mark.parametrize("form", FORMATS)
def test_a_broken_file_is_told_or_cleaned_but_nothing_else(form):
    dirty = picture(form)
    for length in range(12, len(dirty), 7):
        try:
            clean = clean_picture(dirty[:length])
        except BrokenPictureError:
            continue
        assert SECRET not in clean
    for at in range(12, len(dirty), 5):
        try:
            clean_picture(dirty[:at] + bytes([dirty[at] ^ 0xFF]) + dirty[at + 1 :])
        except BrokenPictureError:
            continue


def test_other_files_come_back_as_they_are():
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    assert clean_picture(svg) == svg
