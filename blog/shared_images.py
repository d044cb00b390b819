"""The image that stands for a post away from its page: in feeds and where others link to it."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from wagtail.images.models import AbstractImage
from wagtail.models import Page

from blog.document.renditions import shown_picture

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
class SharedImage:
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


def cover_image(post: Page) -> SharedImage | None:
    """Return a post's cover as its page shows it."""
    if post.cover is None:
        return None
    return shared_image(post.cover, "cover", base_url=post.full_url or "")


def shared_image(image: AbstractImage, shape: str, *, base_url: str) -> SharedImage:
    """Return an image as pages show it in one of the shapes, at its full address.

    The original while its renditions are not made.
    """
    shown = shown_picture(image, shape)
    url = urljoin(base_url, shown.url)
    return SharedImage(url, shown.width, shown.height, image.default_alt_text)
