"""Images of the library in a body: how each shape is sized, from renditions that exist."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from blog.document.document import Picture

_FORMAT = "format-webp"
_TEXT_SIZES = "(min-width: 48rem) 44rem, 100vw"
# Widths in pixels for each shape, and what the browser is told of the space.
SHAPES: dict[str, tuple[tuple[int, ...], str]] = {
    "text": ((640, 960, 1280), _TEXT_SIZES),
    "wide": ((640, 960, 1280, 1920), _TEXT_SIZES),
    "gallery": ((400, 800, 1280), "(min-width: 75em) 17rem, (min-width: 36em) 45vw, 100vw"),
}

_PICTURE = re.compile(r'<img\b[^<>]*?\ssrc="image:(\d{1,9})"[^<>]*>')
_ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"<>]*)"')


def find_pictures(html: str) -> Iterator[tuple[int, str]]:
    """Yield the id and shape of each image that symbolic HTML names, each pair once."""
    found = ((int(match[1]), _shape(match[0])) for match in _PICTURE.finditer(html))
    yield from dict.fromkeys(found)


def fetch_images(pictures: Iterable[Picture]) -> dict[int, AbstractImage]:
    """Return the images by id with the renditions that exist, in two queries; none for none."""
    pictures = list(pictures)
    if not pictures:
        return {}
    specs = {spec for picture in pictures for spec in shape_specs(picture.shape)}
    images = get_image_model().objects.filter(pk__in={each.image_id for each in pictures})
    return {image.pk: image for image in images.prefetch_renditions(*specs)}


def shape_specs(shape: str) -> list[str]:
    """Return the specs of the renditions that a shape is shown in."""
    widths, _sizes = SHAPES[shape]
    return [f"width-{width}|{_FORMAT}" for width in widths]


def place_pictures(html: str, images: dict[int, AbstractImage]) -> str:
    """Return symbolic HTML with addresses, sizes and candidates on its images.

    Never makes a rendition: where some are missing, the original stands in.
    """

    def place(match: re.Match[str]) -> str:
        image = images.get(int(match[1]))
        given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[0])}
        shape = _shape(match[0])
        given.pop("data-shape", None)
        if image is None:
            return SafeString("")
        return picture_html(image, shape, given)

    return _PICTURE.sub(place, html)


def picture_html(image: AbstractImage, shape: str, given: dict[str, str]) -> SafeString:
    """Return an image element; `given` are the attributes that the text itself set."""
    renditions = ready_renditions(image, shape)
    shown = renditions[-1] if renditions else image
    address = shown.url if renditions else image.file.url
    attributes = {
        **given,
        "src": address,
        "alt": given.get("alt", ""),
        "width": str(shown.width),
        "height": str(shown.height),
        "loading": "lazy",
        "decoding": "async",
    }
    if len(renditions) > 1:
        attributes["srcset"] = ", ".join(f"{each.url} {each.width}w" for each in renditions)
        attributes["sizes"] = SHAPES[shape][1]
    return format_html("<img{}>", format_html_join("", ' {}="{}"', attributes.items()))


@dataclass(frozen=True)
class ShownImage:
    """An image at the address and size it is shown at."""

    url: str
    width: int
    height: int


def shown_image(image: AbstractImage, spec: str) -> ShownImage:
    """Return an image's rendition where it exists, else the original; makes none."""
    rendition = None if image.is_svg() else _existing_rendition(image, Filter(spec=spec))
    if rendition is None:
        return ShownImage(image.file.url, image.width, image.height)
    return ShownImage(rendition.url, rendition.width, rendition.height)


def _existing_rendition(image: AbstractImage, wanted: Filter) -> AbstractRendition | None:
    """Return a rendition from Wagtail's cache or the database, and keep it in the cache."""
    rendition = next(iter(image.find_existing_renditions(wanted).values()), None)
    if rendition is not None and not getattr(rendition, "_from_cache", False):
        model = type(rendition)
        key = model.construct_cache_key(image, wanted.get_cache_key(image), wanted.spec)
        model.cache_backend.set(key, rendition)
    return rendition


def missing_specs(image: AbstractImage, specs: Iterable[str]) -> list[str]:
    """Return the specs that have no rendition yet; none for a drawing (SVG)."""
    if image.is_svg():
        return []
    filters = [Filter(spec=spec) for spec in specs]
    found = image.find_existing_renditions(*filters)
    return [each.spec for each in filters if each not in found]


def ready_renditions(image: AbstractImage, shape: str) -> list[AbstractRendition]:
    """Return a shape's renditions, narrowest first, each width once; none where one is missing."""
    if image.is_svg():
        return []
    specs = shape_specs(shape)
    found = image.find_existing_renditions(*(Filter(spec=spec) for spec in specs))
    if len(found) < len(specs):
        return []
    return sorted(
        {each.width: each for each in found.values()}.values(), key=lambda each: each.width
    )


def _shape(tag: str) -> str:
    match = re.search(r'\sdata-shape="([a-z]+)"', tag)
    return match[1] if match and match[1] in SHAPES else "text"
