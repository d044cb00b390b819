"""From texts that name pages, documents and images by id to texts with their addresses."""

import re
from dataclasses import replace
from html import unescape

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from blog.document.document import Document
from blog.document.markdown_marks import names_of, place_addresses
from blog.document.pictures import fetch_images, place_pictures
from search.visibility import public_pages

_KINDS = ("page", "document", "image")
_LINK = re.compile(r'(<a\b[^<>]*?)\shref="(page|document|image):(\d{1,9})?([^"<>]*)"')
_FRAGMENT = re.compile(r"#[^\s\"<>]*")
_DOWNLOAD = re.compile(
    r'<p class="download"\s+id="([^"<>]*)"\s+data-document="(\d+)"\s+data-title="([^"<>]*)"></p>'
)
_LEFT_OVER = re.compile(r'(<img\b[^<>]*?)\ssrc="(?:page|document|image):[^"<>]*"')


def resolve_document(document: Document) -> Document:
    """Return a Document whose HTML has the addresses of today, in at most four queries.

    A link to what is deleted, or to a page that is not public, loses its address and stays
    as text. Nothing is written: a missing rendition is shown by its original.
    """
    html = str(document.html)
    html = place_pictures(html, fetch_images(document.pictures))
    html = _place_links(html)
    return replace(document, html=mark_safe(html))


def resolve_markdown(text: str) -> str:
    """Return marked Markdown with the paths of today, in at most three queries.

    A link to what is deleted, or to a page that is not public, stays as text.
    """
    names = names_of(text)
    ids = {kind: {pk for each, pk in names if each == kind} for kind in _KINDS}
    images = get_image_model().objects.in_bulk(ids["image"]) if ids["image"] else {}
    addresses = {
        "page": {page.pk: page.url for page in _pages(ids["page"])},
        "document": {pk: each.url for pk, each in _documents(ids["document"]).items()},
        "image": {pk: image.file.url for pk, image in images.items()},
    }
    return place_addresses(text, lambda kind, pk: addresses[kind].get(pk))


def _place_links(html: str) -> str:
    wanted: dict[str, set[int]] = {kind: set() for kind in _KINDS}
    for _before, kind, pk, _after in _LINK.findall(html):
        if pk:
            wanted[kind].add(int(pk))
    downloads = {int(pk) for _id, pk, _title in _DOWNLOAD.findall(html)}
    pages = {page.pk: page.url for page in _pages(wanted["page"])}
    documents = _documents(wanted["document"] | downloads)
    addresses = {"page": pages, "document": {pk: each.url for pk, each in documents.items()}}

    def place(match: re.Match[str]) -> str:
        before, kind, pk, after = match.groups()
        address = addresses.get(kind, {}).get(int(pk)) if pk else None
        if not address or (after and not _FRAGMENT.fullmatch(after)):
            return before
        return f'{before} href="{address}{after}"'

    def offer(match: re.Match[str]) -> str:
        anchor, pk, title = match.groups()
        document = documents.get(int(pk))
        context = {"id": anchor, "document": document, "title": unescape(title)}
        return render_to_string("blog/blocks/download.html", context).strip()

    html = _DOWNLOAD.sub(offer, _LINK.sub(place, html))
    return _LEFT_OVER.sub(r"\1", html)


def _pages(ids: set[int]) -> list[Page]:
    return list(public_pages(Page.objects.filter(pk__in=ids))) if ids else []


def _documents(ids: set[int]) -> dict[int, object]:
    return get_document_model().objects.in_bulk(ids) if ids else {}
