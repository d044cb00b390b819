"""Lists the blocks of a post's body in the chooser's order, and writes a body as Markdown."""

from typing import Any, Protocol, runtime_checkable

from django.utils.translation import gettext_lazy as _

from blog.blocks.callout import CalloutBlock
from blog.blocks.code import CodeBlock
from blog.blocks.data import DownloadBlock, TableBlock
from blog.blocks.diagram import DiagramBlock
from blog.blocks.interactive import InteractiveBlock
from blog.blocks.math import MathBlock
from blog.blocks.media.embed import EmbedBlock
from blog.blocks.media.pictures import FigureBlock, GalleryBlock
from blog.blocks.media.video import VideoBlock
from blog.blocks.notebook import OutputBlock
from blog.blocks.text import HeadingBlock, MarkdownBlock, QuoteBlock, RichTextBlock


@runtime_checkable
class BodyBlock(Protocol):
    """A block of a body; beyond Wagtail's own, it writes its value as Markdown."""

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
    ("diagram", DiagramBlock(group=_("Media"))),
    ("gallery", GalleryBlock(group=_("Media"))),
    ("video", VideoBlock(group=_("Media"))),
    ("embed", EmbedBlock(group=_("Media"))),
    ("table", TableBlock(group=_("Data"))),
    ("download", DownloadBlock(group=_("Data"))),
    ("output", OutputBlock(group=_("Notebook"))),
    ("interactive", InteractiveBlock(group=_("Notebook"))),
]
