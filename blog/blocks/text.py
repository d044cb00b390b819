"""Defines the blocks of prose: Markdown, rich text, headings, quotes."""

from collections.abc import Iterator, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText
from wagtailmarkdown.blocks import MarkdownBlock as EditedMarkdownBlock

from blog.blocks.part import PartBlock, WordChoiceBlock
from blog.blocks.widgets import MarkdownEditor
from blog.html.addresses import web_address
from blog.markdown.limits import is_oversized
from blog.markdown.links_by_id import by_id, named_objects
from blog.markdown.open_fences import with_fence_closed
from blog.markdown.rich_text import is_oversized as is_oversized_rich_text
from blog.markdown.rich_text import render_rich_text
from blog.markdown.to_html import render_markdown
from blog.markdown.writing import (
    escaped,
    from_rich_text,
    joined,
    linked,
    paragraphs,
    quoted,
)

FEATURES = (
    "h2", "h3", "h4", "bold", "italic", "code", "strikethrough", "superscript", "subscript",
    "ol", "ul", "blockquote", "hr", "link", "document-link", "math", "footnote",
)  # fmt: skip
TOO_LONG = _("This text is too long for one block: split it into several.")
LEVELS = [("2", _("Section")), ("3", _("Subsection")), ("4", _("Paragraph heading"))]


class MarkdownBlock(PartBlock, EditedMarkdownBlock):
    """wagtail-markdown's block and editor, rendered by our one dialect."""

    @cached_property
    def field(self) -> forms.CharField:
        widget = MarkdownEditor(attrs={"rows": self.rows})
        return forms.CharField(widget=widget, **self.field_options)

    def clean(self, value: str) -> str:
        value = super().clean(value)
        if is_oversized(value):
            raise ValidationError(TOO_LONG, code="too_long")
        return by_id(value)

    def get_context(self, value: str, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        context["html"] = mark_safe(render_markdown(value or "", context["manuscript"]))
        return context

    def extract_references(self, value: str) -> Iterator[tuple[type[Model], str, str, str]]:
        """Yield what the text links to by id, as Wagtail's reference index takes it."""
        for model, pk in named_objects(value or ""):
            yield model, pk, "", ""

    def to_markdown(self, value: str) -> str:
        return with_fence_closed((value or "").strip("\n"))

    class Meta:
        icon = "doc-full"
        label = _("Markdown")
        description = _("Prose as engineers write it: Markdown with GitHub's extensions.")
        template = "blog/blocks/markdown_block.html"
        preview_value = (
            "### Where the time goes\n\nA *warm* cache answers in 40 µs, a cold one in `12 ms`:\n\n"
            "- parse the request\n- find the page\n- write the answer\n"
        )


class RichTextBlock(PartBlock, blocks.RichTextBlock):
    """Prose in Wagtail's own editor, with the styles that our Markdown has too."""

    def __init__(self, *, features: Sequence[str] = FEATURES, **kwargs: object) -> None:
        super().__init__(features=list(features), **kwargs)

    def clean(self, value: RichText) -> RichText:
        value = super().clean(value)
        if is_oversized_rich_text(value.source):
            raise ValidationError(TOO_LONG, code="too_long")
        return value

    def get_context(self, value: RichText, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        context["html"] = mark_safe(render_rich_text(value, context["manuscript"]))
        return context

    def to_markdown(self, value: RichText) -> str:
        return from_rich_text(value.source, self.features)

    class Meta:
        icon = "pilcrow"
        label = _("Rich text")
        description = _("Prose in a visual editor.")
        template = "blog/blocks/rich_text_block.html"
        preview_value = "<p>Measure first, <b>then</b> decide.</p>"


class HeadingStructValue(blocks.StructValue):
    """A heading and the level it is shown at."""

    @property
    def shown_level(self) -> int:
        """2 to 4; whatever else was stored counts as 2."""
        level = str(self.get("level"))
        return int(level) if level in dict(LEVELS) else 2


class HeadingBlock(PartBlock, blocks.StructBlock):
    """A heading; the document gives it the id it is linked by."""

    text = blocks.CharBlock(max_length=200, label=_("Text"))
    level = WordChoiceBlock(choices=LEVELS, default="2", label=_("Level"))

    def to_markdown(self, value: HeadingStructValue) -> str:
        text = escaped(value.get("text"))
        return f"{'#' * value.shown_level} {text}" if text else ""

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Opens a section and stands in the table of contents.")
        template = "blog/blocks/heading_block.html"
        value_class = HeadingStructValue
        preview_value = {"text": "What the numbers say", "level": "2"}


class QuoteStructValue(blocks.StructValue):
    """A quote and where its source is to be found."""

    @property
    def address(self) -> str:
        return web_address(self.get("url"))


class QuoteBlock(PartBlock, blocks.StructBlock):
    """Someone else's words."""

    text = blocks.TextBlock(rows=3, max_length=2_000, label=_("Words"))
    source = blocks.CharBlock(
        required=False, max_length=200, label=_("Source"), help_text=_("Who said it, and where.")
    )
    url = blocks.URLBlock(required=False, label=_("Address of the source"))

    def to_markdown(self, value: QuoteStructValue) -> str:
        source = linked(value.get("source"), value.address if value.get("source") else "")
        return quoted(joined(paragraphs(value.get("text")), source and f"— {source}"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Someone else's words, with their source.")
        template = "blog/blocks/quote_block.html"
        value_class = QuoteStructValue
        preview_value = {
            "text": "Premature optimization is the root of all evil.",
            "source": "Donald E. Knuth, 1974",
            "url": "",
        }
