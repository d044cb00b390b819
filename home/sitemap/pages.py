"""Reads the public pages of a site for its sitemap."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length, Substr
from django.utils.encoding import iri_to_uri
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from blog.document.document import picture_ids
from blog.models import BlogIndexPage, BlogPostPage
from blog.models.changes.mixin import UPDATED_AT
from home.models import HomePage
from home.sitemap.entries import SitemapEntry
from search.public.visibility import originals, public_pages
from search.syndication.dates import latest

# By the protocol for images.
MAX_IMAGES = 1000
# They change with the posts below them.
_LISTS = (HomePage, BlogIndexPage)


@dataclass(frozen=True)
class _Row:
    """What is asked of a page: where it stands, what type it is of, its images."""

    pk: int
    url_path: str
    changed_at: datetime | None
    type_id: int
    cover_id: int | None
    pictures: Any

    @property
    def image_ids(self) -> list[int]:
        """Return the ids of its images, the cover first, each once."""
        found = [self.cover_id, *picture_ids(self.pictures)]
        return list(dict.fromkeys(filter(None, found)))[:MAX_IMAGES]


def page_entries(site: Site, ids: range) -> list[SitemapEntry]:
    """Return the public pages of a site in a range of ids; as many queries for any number.

    Left out are aliases, posts whose first home is elsewhere and blogs that are still empty,
    which search engines are asked to leave out as well.
    """
    rows = [_Row(*values) for values in _fetch_pages(site, ids)]
    types = {model: ContentType.objects.get_for_model(model).pk for model in _LISTS}
    newest = _newest_posts([row.pk for row in rows if row.type_id in types.values()])
    images = _fetch_images(rows)
    return [
        SitemapEntry(
            location=_location(row, site),
            changed_at=latest([row.changed_at, newest.get(row.pk)], default=None),
            images=tuple(
                urljoin(site.root_url, images[image_id])
                for image_id in row.image_ids
                if image_id in images
            ),
        )
        for row in rows
        if row.type_id != types[BlogIndexPage] or row.pk in newest
    ]


def _fetch_pages(site: Site, ids: range) -> QuerySet:
    pages = Page.objects.descendant_of(site.root_page, inclusive=True)
    elsewhere = Q(blogpostpage__canonical_url__gt="")
    return (
        originals(public_pages(pages.filter(pk__gte=ids.start, pk__lt=ids.stop)))
        .exclude(elsewhere)
        .order_by("pk")
        .values_list(
            "pk",
            "url_path",
            Coalesce("blogpostpage__text_changed_at", "last_published_at"),
            "content_type",
            "blogpostpage__cover",
            "stored_document__outline__pictures",
        )
    )


def _newest_posts(keys: Collection[int]) -> dict[int, datetime | None]:
    """Return when the newest public post below each page changed last; none below, no key."""
    below = (
        BlogPostPage.objects.public()
        .newest_first()
        .annotate(above=Substr("path", 1, Length(OuterRef("path"))))
        .filter(above=OuterRef("path"))
    )
    rows = Page.objects.filter(pk__in=keys).annotate(
        newest=Subquery(below.values("pk")[:1]),
        newest_change=Subquery(below.values_list(UPDATED_AT)[:1]),
    )
    found = rows.values_list("pk", "newest", "newest_change") if keys else ()
    return {pk: change for pk, newest, change in found if newest}


def _fetch_images(rows: Iterable[_Row]) -> dict[int, str]:
    """Return the addresses of the images on some pages."""
    wanted = {image_id for row in rows for image_id in row.image_ids}
    # Without its measures, an image would ask for them one by one.
    images = get_image_model().objects.only("file", "width", "height")
    found = images.in_bulk(wanted) if wanted else {}
    return {pk: image.file.url for pk, image in found.items()}


def _location(row: _Row, site: Site) -> str:
    """Return a page's full address; what `Page.full_url` finds by looking at all sites."""
    path = row.url_path.removeprefix(site.root_page.url_path)
    return iri_to_uri(f"{site.root_url}/{path}")
