"""Replaces ids of pages, documents and images in texts by their addresses of today."""

import re
from dataclasses import replace

from django.utils.safestring import mark_safe
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from blog.document.document import Document
from blog.html.site_ids import KIND, KINDS, PK
from blog.markdown.placeholders import names_of, place_addresses
from blog.pictures.placing import fetch_images, place_pictures
from blog.rendering.downloads import find_downloads, place_downloads
from search.public.visibility import public_pages

_LINK = re.compile(rf'(<a\b[^<>]*?)\shref="({KIND}):({PK})?([^"<>]*)"')
_FRAGMENT = re.compile(r"#[^\s\"<>]*")
_LEFT_OVER = re.compile(rf'(<img\b[^<>]*?)\ssrc="(?:{KIND}):[^"<>]*"')


def resolve_document(document: Document) -> Document:
    """Return a Document whose HTML has the addresses of today, in at most five queries.

    A link to what is deleted, or to a page that is not public, loses its address and stays
    as text. Nothing is written: a missing rendition is shown by its original.
    """
    html = str(document.html)
    html = place_pictures(html, fetch_images(document.pictures))
    html = _place_links(html)
    return replace(document, html=mark_safe(html))


def resolve_markdown(text: str) -> str:
    """Return Markdown with placeholders with the paths of today, in at most three queries.

    A link to what is deleted, or to a page that is not public, stays as text.
    """
    names = names_of(text)
    ids = {kind: {pk for each, pk in names if each == kind} for kind in KINDS}
    images = get_image_model().objects.in_bulk(ids["image"]) if ids["image"] else {}
    addresses = {
        "page": {page.pk: page.url for page in _public_pages_by_id(ids["page"])},
        "document": {pk: each.url for pk, each in _documents_by_id(ids["document"]).items()},
        "image": {pk: image.file.url for pk, image in images.items()},
    }
    return place_addresses(text, lambda kind, pk: addresses[kind].get(pk))


def _place_links(html: str) -> str:
    wanted: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for _before, kind, pk, _after in _LINK.findall(html):
        if pk:
            wanted[kind].add(int(pk))
    pages = {page.pk: page.url for page in _public_pages_by_id(wanted["page"])}
    documents = _documents_by_id(wanted["document"] | find_downloads(html))
    images = get_image_model().objects.in_bulk(wanted["image"]) if wanted["image"] else {}
    addresses = {
        "page": pages,
        "document": {pk: each.url for pk, each in documents.items()},
        "image": {pk: each.file.url for pk, each in images.items()},
    }

    def place(match: re.Match[str]) -> str:
        before, kind, pk, after = match.groups()
        address = addresses.get(kind, {}).get(int(pk)) if pk else None
        if not address or (after and not _FRAGMENT.fullmatch(after)):
            return before
        return f'{before} href="{address}{after}"'

    html = place_downloads(_LINK.sub(place, html), documents)
    return _LEFT_OVER.sub(r"\1", html)


def _public_pages_by_id(ids: set[int]) -> list[Page]:
    return list(public_pages(Page.objects.filter(pk__in=ids))) if ids else []


def _documents_by_id(ids: set[int]) -> dict[int, object]:
    return get_document_model().objects.in_bulk(ids) if ids else {}
