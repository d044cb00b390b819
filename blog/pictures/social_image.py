"""Finds the image that stands for a post away from its page: in feeds and in links of others."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from wagtail.images.models import AbstractImage
from wagtail.models import Page

from blog.pictures.renditions import shown_picture

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
