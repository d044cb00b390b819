"""The blocks that a post's body is made of, in the order the chooser offers them."""

from django.utils.translation import gettext_lazy as _

from blog.blocks.code import CodeBlock
from blog.blocks.media import FigureBlock
from blog.blocks.text import MarkdownBlock, RichTextBlock

BODY_BLOCKS = [
    ("markdown", MarkdownBlock(group=_("Text"))),
    ("rich_text", RichTextBlock(group=_("Text"))),
    ("code", CodeBlock(group=_("Code"))),
    ("figure", FigureBlock(group=_("Media"))),
]
