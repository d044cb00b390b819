"""Bodies and single texts as readers get them."""

from bs4 import BeautifulSoup
from wagtail.blocks import StreamBlock, StreamValue

from blog.blocks.body import BODY_BLOCKS
from blog.document.document import Document
from blog.rendering.build import build_document, render_document


def body_of(*blocks) -> StreamValue:
    """Return a body of (block name, raw value) pairs, each with an id of its own."""
    raw = [
        {"type": name, "value": value, "id": f"{place:08x}-0000-4000-8000-000000000000"}
        for place, (name, value) in enumerate(blocks, start=1)
    ]
    return StreamBlock(BODY_BLOCKS).to_python(raw)


def build(*blocks) -> Document:
    """Return the Document of a body, by ids."""
    return build_document(body_of(*blocks), language="en")


def render_markdown(source: str) -> str:
    """Return the HTML of one Markdown text as readers get it, without the block around it."""
    html = render_document(body_of(("markdown", source)), language="en").html
    return html.removeprefix('<div class="prose" id="b-00000001">').removesuffix("</div>\n")


def text_of(document: Document) -> str:
    """Return what a reader sees of a Document, without its markup."""
    return BeautifulSoup(document.html, "html.parser").get_text()


def problems_of(document: Document) -> list[tuple[str, str]]:
    """Return the kind and the detail of each of a Document's problems."""
    return [(each.kind, each.detail) for each in document.problems]
