"""Pages, documents and images that Markdown names by id."""

import re
from collections.abc import Iterator

from markdown_it.token import Token
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page

from search.visibility import public_pages

IMAGE_SPEC = "width-1280|format-webp|preserve-svg"

_REFERENCE = re.compile(r"(page|document|image):(\d{1,9})(#[\w-]+)?\Z")


def resolve_references(tokens: list[Token]) -> None:
    """Replace `page:3`, `document:5` and `image:7` in links and images by their URLs, in place.

    A reference to something deleted, or to a page that is not public, loses its address
    and stays as text.
    """
    for token, attribute in _addresses(tokens):
        match = _REFERENCE.match(str(token.attrs[attribute]))
        if not match:
            continue
        kind, pk, fragment = match.groups()
        attributes = _RESOLVERS[kind](int(pk))
        del token.attrs[attribute]
        if attributes:
            token.attrs.update(attributes)
            token.attrs[attribute] = f"{attributes[attribute]}{fragment or ''}"


def _addresses(tokens: list[Token]) -> Iterator[tuple[Token, str]]:
    for token in tokens:
        if token.type == "link_open" and "href" in token.attrs:
            yield token, "href"
        elif token.type == "image" and "src" in token.attrs:
            yield token, "src"
        if token.children:
            yield from _addresses(token.children)


def _page(pk: int) -> dict[str, str]:
    page = public_pages(Page.objects.filter(pk=pk)).first()
    return {"href": page.url} if page and page.url else {}


def _document(pk: int) -> dict[str, str]:
    document = get_document_model().objects.filter(pk=pk).first()
    return {"href": document.url} if document else {}


def _image(pk: int) -> dict[str, str]:
    image = get_image_model().objects.filter(pk=pk).first()
    if image is None:
        return {}
    rendition = get_rendition_or_not_found(image, IMAGE_SPEC)
    return {
        "src": rendition.url,
        "width": str(rendition.width),
        "height": str(rendition.height),
        "loading": "lazy",
    }


_RESOLVERS = {"page": _page, "document": _document, "image": _image}
