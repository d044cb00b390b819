"""Finds, fetches and places the images of a body, with the renditions that exist of each."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from blog.document.document import Picture
from blog.html.sanitising import INVERTED
from blog.html.site_ids import PK, site_id
from blog.pictures.renditions import (
    BODY_PRESETS,
    LOSSLESS,
    PRESETS,
    preset_specs,
    shown_picture,
)

# What blocks write here and Markdown's images are, in whatever order of attributes.
_PICTURE = re.compile(rf'<img\b[^<>]*?\ssrc="{site_id("image", f"({PK})")}"[^<>]*>')
_PRESET = "data-preset"
_POSTER_NAME = 'poster="image:{}"'
_POSTER = re.compile(_POSTER_NAME.format(f"({PK})"))
_ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"<>]*)"')
# Within these no link may stand: they are one, are pressed, or are hidden from who hears the page.
_NO_LINKS = re.compile(r"<(/?)(?:a|small|summary)\b")
_TAG_OR_PICTURE = re.compile(rf"{_NO_LINKS.pattern}|{_PICTURE.pattern}")
# Of a picture to all of it; scripts open it in place.
WHOLE = "figure__whole"
# What a phone shows as it is leads to nothing more.
SMALL_WIDTH = 320
# No picture is shown taller, or nobody would see it at once; in pixels of CSS, by preset.
MAX_HEIGHTS = {"text": 720, "wide": 720, "gallery": 400}


def picture_placeholder(
    image: AbstractImage | None, preset: str, *, is_inverted: bool = False
) -> SafeString:
    """Return what stands for an image until it is placed; nothing for none."""
    if image is None:
        return SafeString("")
    attributes = {
        "class": f"figure__image {INVERTED}" if is_inverted else "figure__image",
        "src": site_id("image", image.pk),
        _PRESET: preset,
        "alt": getattr(image, "contextual_alt_text", None) or "",
    }
    return _img_html(attributes)


def poster_placeholder(image: AbstractImage | None) -> SafeString:
    """Return the attribute that names a video's poster until it is placed; nothing for none."""
    return SafeString("") if image is None else SafeString(_POSTER_NAME.format(image.pk))


def find_pictures(html: str) -> Iterator[tuple[int, str]]:
    """Yield the id and preset of each image that symbolic HTML names, each pair once."""
    found = [(int(match[1]), _preset_of(match[0])) for match in _PICTURE.finditer(html)]
    posters = ((int(pk), "text") for pk in _POSTER.findall(html))
    yield from dict.fromkeys([*found, *posters])


def fetch_images(pictures: Iterable[Picture]) -> dict[int, AbstractImage]:
    """Return the images by id with the renditions that exist, in two queries; none for none."""
    pictures = list(pictures)
    if not pictures:
        return {}
    specs = {spec for picture in pictures for spec in preset_specs(picture.shape)} | {LOSSLESS}
    images = get_image_model().objects.filter(pk__in={each.image_id for each in pictures})
    return {image.pk: image for image in images.prefetch_renditions(*specs)}


def place_pictures(html: str, images: dict[int, AbstractImage]) -> str:
    """Return symbolic HTML with addresses, sizes and candidates on its images.

    Each is a link to the whole picture, where it can be one and there is more to see. Never makes
    a rendition: where some are missing, the original stands in.
    """
    depth = 0

    def place(match: re.Match[str]) -> str:
        nonlocal depth
        if match[2] is None:
            depth += -1 if match[1] else 1
            return match[0]
        image = images.get(int(match[2]))
        given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[0])}
        preset = _preset_of(match[0])
        given.pop(_PRESET, None)
        if image is None:
            return SafeString("")
        html = picture_html(image, preset, given)
        shows_all = image.width <= SMALL_WIDTH and image.height <= MAX_HEIGHTS[preset]
        return html if shows_all or depth > 0 else _linked(image, html, given.get("alt", ""))

    def place_poster(match: re.Match[str]) -> str:
        image = images.get(int(match[1]))
        return format_html('poster="{}"', shown_picture(image, "text").url) if image else ""

    return _POSTER.sub(place_poster, _TAG_OR_PICTURE.sub(place, html))


def picture_html(image: AbstractImage, preset: str, given: dict[str, str]) -> SafeString:
    """Return an image element, within a `picture` where there is an AVIF of it too.

    `given` are the attributes that the text itself set.
    """
    shown = shown_picture(image, preset)
    width, height = _bounded_size(shown.width, shown.height, MAX_HEIGHTS[preset])
    # What is not shown yet is sized by the layout; browsers that don't know that take the rest.
    sizes = f"auto, {PRESETS[preset].space}"
    attributes = {
        **given,
        "src": shown.url,
        "alt": given.get("alt", ""),
        "width": str(width),
        "height": str(height),
        "loading": "lazy",
        "decoding": "async",
    }
    if shown.webp:
        attributes |= {"srcset": shown.webp, "sizes": sizes}
    html = _img_html(attributes)
    if not shown.avif:
        return html
    source = '<picture><source type="image/avif" srcset="{}" sizes="{}">{}</picture>'
    return format_html(source, shown.avif, sizes, html)


def _linked(image: AbstractImage, html: SafeString, alt: str) -> SafeString:
    """Return a picture as a link to all of it."""
    # What only decorates has no words for the link.
    name = SafeString("") if alt else format_html(' aria-label="{}"', gettext("The whole picture"))
    return format_html('<a class="{}" href="{}"{}>{}</a>', WHOLE, image.file.url, name, html)


def _bounded_size(width: int, height: int, max_height: int) -> tuple[int, int]:
    """Return the size to show a picture of this size in, in its own ratio and at most so high."""
    if height <= max_height:
        return width, height
    return max(1, round(width * max_height / height)), max_height


def _img_html(attributes: dict[str, str]) -> SafeString:
    return format_html("<img{}>", format_html_join("", ' {}="{}"', attributes.items()))


def _preset_of(tag: str) -> str:
    match = re.search(rf'\s{_PRESET}="([a-z]+)"', tag)
    return match[1] if match and match[1] in BODY_PRESETS else "text"
