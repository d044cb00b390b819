"""The blocks that a post's body is made of, in the order the chooser offers them."""

from typing import Any, Protocol, runtime_checkable

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from blog.blocks.code import CodeBlock
from blog.blocks.data import DownloadBlock, TableBlock
from blog.blocks.math import MathBlock
from blog.blocks.media import EmbedBlock, FigureBlock, GalleryBlock
from blog.blocks.note import CalloutBlock
from blog.blocks.notebook import OutputBlock
from blog.blocks.text import HeadingBlock, MarkdownBlock, QuoteBlock, RichTextBlock
from blog.document.markdown_form import joined


@runtime_checkable
class BodyBlock(Protocol):
    """What a block of a body must know beyond Wagtail's own: how its value reads as Markdown."""

    def to_markdown(self, value: Any) -> str: ...


BODY_BLOCKS: list[tuple[str, BodyBlock]] = [
    ("markdown", MarkdownBlock(group=_("Text"))),
    ("rich_text", RichTextBlock(group=_("Text"))),
    ("heading", HeadingBlock(group=_("Text"))),
    ("quote", QuoteBlock(group=_("Text"))),
    ("callout", CalloutBlock(group=_("Text"))),
    ("code", CodeBlock(group=_("Code"))),
    ("math", MathBlock(group=_("Code"))),
    ("figure", FigureBlock(group=_("Media"))),
    ("gallery", GalleryBlock(group=_("Media"))),
    ("embed", EmbedBlock(group=_("Media"))),
    ("table", TableBlock(group=_("Data"))),
    ("download", DownloadBlock(group=_("Data"))),
    ("output", OutputBlock(group=_("Notebook"))),
]


def body_to_markdown(body: StreamValue) -> str:
    """Return a whole body as one Markdown text, which `render_markdown` reads back."""
    return joined(*(child.block.to_markdown(child.value) for child in body))
