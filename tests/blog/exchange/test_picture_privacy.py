"""Pictures with a place in them, made by Pillow, in every format that the library takes."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image, ImageCms, ImageSequence, PngImagePlugin

from blog.exchange.picture_privacy import BrokenPictureError, clean_picture

SECRET = b"Hidden-Place-51"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><place>Hidden-Place-51</place></x:xmpmeta>'
ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF"]


def frames(count=2):
    return [
        Image.effect_mandelbrot((40, 24), (-2, -1, 1, 1), 20 + n).convert("RGB")
        for n in range(count)
    ]


def picture(form: str, *, orientation: int = 6, is_animated: bool = True) -> bytes:
    """A picture, animated where it can be, with EXIF, GPS, XMP, comments and a profile."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Model] = SECRET.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (48.0, 12.0, 7.0), 29: SECRET.decode()})
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    options = {
        "JPEG": {"exif": exif, "xmp": XMP, "comment": b"kept", "progressive": True},
        "PNG": {"exif": exif, "pnginfo": info},
        "WEBP": {"exif": exif, "xmp": XMP, "lossless": True},
        "AVIF": {"exif": exif, "xmp": XMP},
        "GIF": {"xmp": XMP, "comment": SECRET},
    }[form]
    if is_animated and form in ("PNG", "WEBP", "GIF"):
        options |= {"save_all": True, "append_images": frames()[1:], "duration": 80, "loop": 0}
    if form == "GIF":
        # Pillow writes no XMP into GIFs itself; see Adobe's specification, part 3.
        options.pop("xmp")
    stream = BytesIO()
    frames()[0].save(stream, form, icc_profile=ICC, **options)
    data = stream.getvalue()
    if form == "GIF":
        trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
        block = b"\x21\xff\x0bXMP DataXMP" + XMP + trailer
        data = data[:-1] + block + b"\x3b"
    return data


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
