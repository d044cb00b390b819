"""A page type with the blocks of a post, each of a kind that Wagtail ships."""

import os

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=200)
    level = blocks.ChoiceBlock(choices=[("2", "Section"), ("3", "Subsection")], default="2")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(rows=3)
    source = blocks.CharBlock(required=False)
    url = blocks.URLBlock(required=False)


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(choices=[("note", "Note"), ("warning", "Warning")], default="note")
    title = blocks.CharBlock(required=False)
    body = blocks.RichTextBlock(features=["bold", "italic", "link", "ol", "ul"])


class CodeBlock(blocks.StructBlock):
    language = blocks.ChoiceBlock(choices=[("python", "Python"), ("json", "JSON")])
    code = blocks.TextBlock(rows=8)
    file_name = blocks.CharBlock(required=False)
    lines = blocks.CharBlock(required=False)
    is_numbered = blocks.BooleanBlock(required=False)
    output = blocks.TextBlock(required=False, rows=2)
    caption = blocks.CharBlock(required=False)


class MathBlock(blocks.StructBlock):
    latex = blocks.TextBlock(rows=3)
    label = blocks.CharBlock(required=False)


class FigureBlock(blocks.StructBlock):
    image = ImageBlock()
    caption = blocks.CharBlock(required=False)
    is_wide = blocks.BooleanBlock(required=False)


class StockPost(Page):
    """A post of stock blocks; prose, which Markdown is in ours, stands in Wagtail's rich text."""

    teaser = models.TextField(blank=True)
    body = StreamField(
        [
            ("markdown", blocks.RichTextBlock()),
            ("rich_text", blocks.RichTextBlock()),
            ("heading", HeadingBlock()),
            ("quote", QuoteBlock()),
            ("callout", CalloutBlock()),
            ("code", CodeBlock()),
            ("math", MathBlock()),
            ("figure", FigureBlock()),
            (
                "table",
                TypedTableBlock([("text", blocks.CharBlock()), ("number", blocks.CharBlock())]),
            ),
        ],
        blank=True,
    )

    content_panels = [*Page.content_panels, FieldPanel("teaser"), FieldPanel("body")]
    template = "review_stock/stock_post.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "has_userbar": "BARE_STOCK" not in os.environ}
