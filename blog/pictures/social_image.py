"""Finds the images that stand for a post or a site away from its pages: in feeds, links, tabs."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from wagtail.images.models import AbstractImage
from wagtail.models import Page

from blog.pictures.renditions import find_renditions, preset_specs, shown_picture

_MEDIA_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


@dataclass(frozen=True)
class SocialImage:
    """An image at its full address, in pixels, and what is to be seen on it."""

    url: str
    width: int
    height: int
    alt: str = ""

    @property
    def media_type(self) -> str:
        """By the ending of its address."""
        ending = PurePosixPath(urlsplit(self.url).path).suffix.lower()
        return _MEDIA_TYPES.get(ending, "application/octet-stream")


def cover_image(post: Page) -> SocialImage | None:
    """Return a post's cover as its page shows it."""
    if post.cover is None:
        return None
    return social_image(post.cover, "cover", base_url=post.full_url or "")


def social_image(image: AbstractImage, preset: str, *, base_url: str) -> SocialImage:
    """Return an image as pages show it in one of the presets, at its full address.

    The original while its renditions are not made.
    """
    shown = shown_picture(image, preset)
    url = urljoin(base_url, shown.url)
    return SocialImage(url, shown.width, shown.height, image.default_alt_text)


@dataclass(frozen=True)
class SiteIcon:
    """The addresses of an icon: for tabs, for telephones (empty for none) and large.

    Each is of `media_type`; `sizes` says how large the last is, as HTML does.
    """

    tab_url: str
    touch_url: str
    url: str
    media_type: str
    sizes: str


def site_icon(image: AbstractImage) -> SiteIcon | None:
    """Return an image as an icon; None while its sizes are not made yet."""
    if image.is_svg():
        url = image.file.url
        return SiteIcon(url, "", url, "image/svg+xml", "any")
    specs = preset_specs("icon")
    found = find_renditions(image, specs)
    if len(found) < len(specs):
        return None
    tab, touch, large = (found[spec] for spec in specs)
    # A small original is not enlarged.
    return SiteIcon(tab.url, touch.url, large.url, "image/png", f"{large.width}x{large.height}")
