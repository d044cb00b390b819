"""Pictures with a place in them, made by Pillow, in every format that the library takes."""

from io import BytesIO

from PIL import ExifTags, Image, ImageCms, PngImagePlugin

SECRET = b"Hidden-Place-51"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><place>Hidden-Place-51</place></x:xmpmeta>'
ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


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
