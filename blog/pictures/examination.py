"""Checks, cleans and decodes each picture that comes in, once and at a bounded price.

What has passed can be decoded anywhere, as thumbnails and renditions are: it was shown to be
cheap. A drawing (SVG) is counted here, pixels go through a process of their own.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from blog.pictures.decoder import verdict_on
from blog.pictures.limits import BrokenPictureError, RefusedPictureError
from blog.pictures.orders import Order, read_verdict
from blog.pictures.svg_check import check_svg

FORMATS = {
    "avif": "AVIF",
    "gif": "GIF",
    "jpeg": "JPEG",
    "jpg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
}
REASONS = {
    "animated_png": _(
        "This PNG is animated, and its movement would be lost. Save it as a GIF or WebP."
    ),
    "broken": _("This file is broken."),
    "costly": _(
        "This picture has more parts than a picture needs, or takes too much time or memory "
        "to open. Save it anew in an image editor."
    ),
    "format": _("This file is no picture of the kind that the ending of its name says."),
    "svg_depth": _("This drawing nests more than %(most)d elements in each other. Flatten it."),
    "svg_elements": _(
        "This drawing draws more than %(most)d elements. Simplify it, or save it as a PNG."
    ),
    "svg_encoding": _(
        "This drawing is not read. Save it as SVG in UTF-8, without a byte order mark."
    ),
    "svg_entities": _(
        "This drawing declares entities (<!ENTITY …>), which are not read. Save it as plain SVG."
    ),
    "svg_size": _(
        "This drawing has no usable size: width, height and viewBox must be plain numbers "
        "from 1 to %(most)d."
    ),
    "too_many_pixels": _(
        "This file has too many pixels (%(num_pixels)s). Maximum pixels %(most)s."
    ),
}


def examine_picture(data: bytes, *, extension: str) -> bytes:
    """Return the bytes to keep of a picture: without place and time, and known to decode.

    Raises `RefusedPictureError`; `describe` says why.
    """
    if extension == "svg":
        check_svg(data)
        return data
    if extension not in FORMATS:
        raise BrokenPictureError("No format that is taken.")
    order = Order(data, FORMATS[extension], settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    return read_verdict(verdict_on(order))


def describe(error: RefusedPictureError) -> str:
    """Return the sentence that tells an uploader why a picture is refused."""
    return str(REASONS[error.reason]) % error.numbers
