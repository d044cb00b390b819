"""Holds what a sitemap says of one address."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SitemapEntry:
    """A full address, when what stands there changed last, and the images on it."""

    location: str
    changed_at: datetime | None = None
    images: tuple[str, ...] = ()
