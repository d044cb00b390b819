"""The public pages of a site, as its sitemap has them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from urllib.parse import urljoin

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.utils.encoding import iri_to_uri
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from blog.models import BlogIndexPage, BlogPostPage
from config.sitemap.entries import SitemapEntry
from home.models import HomePage
from search.visibility import public_pages

# By the protocol for images.
MAX_IMAGES = 1000
# They change with the posts below them.
_LISTS = (HomePage, BlogIndexPage)


def page_entries(site: Site, ids: range) -> list[SitemapEntry]:
    """Return the public pages of a site in a range of ids; as many queries for any number.

    Left out are posts whose first home is elsewhere and blogs that are still empty, which search
    engines are asked to leave out as well.
    """
    pages = list(_fetch_pages(site, ids))
    newest = _newest_posts([page for page in pages if page.specific_class in _LISTS])
    images = _fetch_images(pages)
    return [
        SitemapEntry(
            location=_location(page, site),
            changed_at=_latest(page.last_published_at, newest.get(page.pk)),
            images=tuple(urljoin(site.root_url, url) for url in images.get(page.pk, ())),
        )
        for page in pages
        if page.specific_class is not BlogIndexPage or page.pk in newest
    ]


def _fetch_pages(site: Site, ids: range) -> QuerySet[Page]:
    pages = Page.objects.descendant_of(site.root_page, inclusive=True)
    elsewhere = Q(blogpostpage__canonical_url__gt="")
    return (
        public_pages(pages.filter(pk__gte=ids.start, pk__lt=ids.stop))
        .exclude(elsewhere)
        .annotate(
            cover=F("blogpostpage__cover_id"), pictures=F("stored_document__outline__pictures")
        )
        .only("path", "depth", "url_path", "last_published_at", "content_type")
        .order_by("pk")
    )


def _newest_posts(pages: Collection[Page]) -> dict[int, datetime | None]:
    """Return when the newest public post below each page changed last; none below, no key."""
    below = (
        BlogPostPage.objects.public()
        .newest_first()
        .annotate(above=Substr("path", 1, Length(OuterRef("path"))))
        .filter(above=OuterRef("path"))
    )
    keys = [page.pk for page in pages]
    rows = Page.objects.filter(pk__in=keys).annotate(
        newest=Subquery(below.values("pk")[:1]),
        newest_change=Subquery(below.values("last_published_at")[:1]),
    )
    found = rows.values_list("pk", "newest", "newest_change") if keys else ()
    return {pk: change for pk, newest, change in found if newest}


def _fetch_images(pages: Sequence[Page]) -> dict[int, list[str]]:
    """Return the addresses of the images on each page, the cover first."""
    shown = {page.pk: _image_ids(page) for page in pages}
    wanted = {image_id for ids in shown.values() for image_id in ids}
    # Without its measures, an image would ask for them one by one.
    images = get_image_model().objects.only("file", "width", "height")
    found = images.in_bulk(wanted) if wanted else {}
    return {
        pk: [found[image_id].file.url for image_id in ids if image_id in found]
        for pk, ids in shown.items()
    }


def _image_ids(page: Page) -> list[int]:
    pictures = [picture["image_id"] for picture in page.pictures or ()]
    return list(dict.fromkeys(filter(None, [page.cover, *pictures])))[:MAX_IMAGES]


def _location(page: Page, site: Site) -> str:
    """Return a page's full address; what `Page.full_url` finds by looking at all sites."""
    path = page.url_path.removeprefix(site.root_page.url_path)
    return iri_to_uri(f"{site.root_url}/{path}")


def _latest(*dates: datetime | None) -> datetime | None:
    return max(filter(None, dates), default=None)
