"""Builds a Document from a StreamField, in one pass over the body."""

import json
from collections.abc import Collection, Iterable
from hashlib import blake2b
from importlib.metadata import version
from typing import Any, NamedTuple
from zlib import crc32

from django.conf import settings
from django.utils import translation
from wagtail.blocks import StreamValue
from wagtail.blocks.base import BoundBlock

from blog.bibliography.library import FindSources, Library, no_sources
from blog.document.document import Document
from blog.document.fragment import Fragment
from blog.document.manuscript import Manuscript
from blog.document.recent import Recent
from blog.markdown.blocks_text import blocks_text
from blog.markdown.to_html import footnote_labels
from blog.rendering.layout import lay_out
from blog.rendering.resolve import resolve_document

# Raised by hand with every change of ours that shows in a Document, once a release; the versions
# of the libraries that shape one count by themselves. `manage.py render_documents` then renders
# anew what older versions made. `tests/blog/rendering/test_kept_rendering.py` notices a change.
RENDERER = 10
LIBRARIES = (
    "markdown-it-py",
    "mdit-py-plugins",
    "math-core",
    "pygments",
    "nh3",
    "beautifulsoup4",
    "citeproc-py",
    "wagtail",
)


def renderer_version(pictures_url: str) -> str:
    """Return what a stored Document is known by beside its body: the code that made it, and the
    address of pictures where they lie elsewhere, which stands in it."""
    parts = [str(RENDERER), *map(version, LIBRARIES)]
    return "-".join([*parts, f"{crc32(pictures_url.encode()):08x}"] if pictures_url else parts)


RENDERER_VERSION = renderer_version(settings.PICTURES_URL)
# All the text of a body, in characters of its JSON; a long book chapter has 150,000.
MAX_BODY_CHARACTERS = 1_000_000


class _Built(NamedTuple):
    """A Document, and the sources that it was built with."""

    document: Document
    library: Library

    def is_current(self, find_sources: FindSources) -> bool:
        keys = [each.key for each in self.document.cited_keys]
        return not keys or find_sources(keys) == self.library


def build_document(
    body: StreamValue, *, language: str | None = None, find_sources: FindSources = no_sources
) -> Document:
    """Return a body as one text that names pages, documents and images by id.

    Pure but for looking up what blocks name; the same body is built once while it is edited,
    checked and published, as long as the sources that it cites stay the same. `language` is that
    of the page (an active one by default): numbers read "Figure 1" or "Abbildung 1".
    """
    language = language or translation.get_language() or "en"
    key = (body_hash(body), language)
    built = _recent.get(key)
    if built is None or not built.is_current(find_sources):
        library = Library()

        def find(keys: Collection[str]) -> Library:
            nonlocal library
            library = find_sources(keys)
            return library

        with translation.override(language):
            document = build_parts(body, find)
        built = _Built(document, library)
        _recent.keep(key, built)
        # Rendering fills in what a row of an older shape lacks.
        _recent.keep((body_hash(body), language), built)
    return built.document


def render_document(
    body: StreamValue, *, language: str | None = None, find_sources: FindSources = no_sources
) -> Document:
    """Return a body as one text with the addresses of today; a preview, for instance."""
    with translation.override(language or translation.get_language()):
        document = build_document(body, language=language, find_sources=find_sources)
        return resolve_document(document)


def build_markdown(body: StreamValue) -> str:
    """Return a body as one Markdown text, with placeholders for its addresses; see `placeholders`.

    Each block by itself, as it is rendered, and within the same limits.
    """
    key = (body_hash(body),)
    markdown = _recent_markdown.get(key)
    if markdown is None:
        markdown = blocks_text(part.block.to_markdown(part.value) for part in body)
        _recent_markdown.keep(key, markdown)
        _recent_markdown.keep((body_hash(body),), markdown)
    return markdown


def build_parts(parts: Iterable[BoundBlock], find_sources: FindSources = no_sources) -> Document:
    """Return the Document of some blocks."""
    parts = list(parts)
    texts = (part.value for part in parts if isinstance(part.value, str))
    manuscript = Manuscript(footnote_labels=frozenset().union(*map(footnote_labels, texts)))
    fragments = []
    anchors = _anchors(parts)
    for part, anchor in zip(parts, anchors, strict=True):
        block_id = str(getattr(part, "id", None) or "")
        manuscript.enter(block_id=block_id, anchor=anchor)
        html = part.render(context={"manuscript": manuscript, "anchor": anchor})
        fragments.append(Fragment(html, block_id, anchor))
    return lay_out(manuscript, fragments, find_sources)


def body_hash(body: StreamValue) -> str:
    """Return the hash of a body's value, as it would be written now; see `row_hash` too."""
    return json_hash(body.get_prep_value())


def json_hash(value: Any) -> str:
    """Return the hash of a body or block as JSON's types, whatever the order of its keys."""
    raw = json.dumps(value, sort_keys=True, default=str)
    return blake2b(raw.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def body_size(body: StreamValue) -> int:
    """Return how long a body is: the characters of its JSON."""
    return len(json.dumps(body.get_prep_value(), default=str, ensure_ascii=False))


def _anchors(parts: list[BoundBlock]) -> list[str]:
    """Return the ids that blocks are linked by: their own in the stream, shortened."""
    anchors: dict[str, None] = {}
    for place, part in enumerate(parts, start=1):
        own = str(getattr(part, "id", None) or "").replace("-", "")[:8]
        anchor = f"b-{own}" if own.isalnum() and own.isascii() else f"b-{place}"
        anchors[anchor if anchor not in anchors else f"b-{place}-{own or place}"] = None
    return list(anchors)


# A publish asks for the same body three times.
_recent: Recent[_Built] = Recent(size=8)
_recent_markdown: Recent[str] = Recent(size=8)
